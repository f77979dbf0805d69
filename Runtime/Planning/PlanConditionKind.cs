namespace HmmGen.Planning;

/// <summary>How a condition compares its value with 0.</summary>
internal enum PlanConditionKind : byte
{
    /// <summary>Unknown: the condition may hold or not.</summary>
    Unknown,

    /// <summary>The value is 0 or less.</summary>
    AtMost,

    /// <summary>The value is 0.</summary>
    Equal,

    /// <summary>The value is not 0.</summary>
    NotEqual,
}
