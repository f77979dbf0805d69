namespace HmmGen.Planning.Steps;

/// <summary>A token of a plan's text.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
internal readonly record struct PlanToken(PlanTokenKind Kind, int Start, int End);
