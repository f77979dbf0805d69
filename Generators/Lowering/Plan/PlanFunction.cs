namespace HmmGen.Generators.Lowering.Plan;

/// <summary>A function of plan values.</summary>
internal enum PlanFunction
{
    /// <summary>The lesser of two values.</summary>
    Min,

    /// <summary>The greater of two values.</summary>
    Max,

    /// <summary>The absolute value.</summary>
    Abs,
}
