namespace HmmGen.Generators.Model;

/// <summary>What a local is for.</summary>
internal enum LocalRole
{
    /// <summary>A variable: it may be assigned at several places.</summary>
    Variable,

    /// <summary>A value: exactly one instruction gives it, before every use.</summary>
    Value,
}
