namespace HmmGen.Generators.Model;

/// <summary>The purpose of a local.</summary>
internal enum LocalRole
{
    /// <summary>A variable: it may be assigned at several places.</summary>
    Variable,

    /// <summary>A value: one instruction sets it, before every use.</summary>
    Value,
}
