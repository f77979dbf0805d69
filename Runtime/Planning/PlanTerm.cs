namespace HmmGen.Planning;

/// <summary>One product of an affine form.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Coefficient">Its factor; 0 where a value depends on a loop but does not follow it linearly.</param>
internal readonly record struct PlanTerm(PlanVariable Variable, long Coefficient);
