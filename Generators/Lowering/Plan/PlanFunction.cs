namespace HmmGen.Generators.Lowering.Plan;

/// <summary>A function of plan values; the names are those of the methods of <c>HmmGen.Planning.PlanValue</c>.</summary>
internal enum PlanFunction
{
    /// <summary>The lesser of two values.</summary>
    Min,

    /// <summary>The greater of two values.</summary>
    Max,

    /// <summary>A value without its sign.</summary>
    Abs,
}
