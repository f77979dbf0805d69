namespace HmmGen.Planning.Steps;

/// <summary>A piece of a plan's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct PlanToken(PlanTokenKind Kind, int Start, int End);
