namespace HmmGen.Planning.Steps;

/// <summary>What a name in a plan's text stands for.</summary>
internal enum PlanNameKind : byte
{
    /// <summary>A value.</summary>
    Value,

    /// <summary>The variable of a loop, which is a value too.</summary>
    Loop,

    /// <summary>A condition.</summary>
    Condition,
}
