namespace HmmGen.Planning.Steps;

/// <summary>A step of an access plan.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Number">The number that the operation speaks of.</param>
internal readonly record struct PlanStep(PlanOperation Operation, long Number = 0);
