namespace HmmGen.Planning.Steps;

/// <summary>A step of an access plan. Values and conditions have numbers, each kind its own; each is computed once.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Target">The number of the value or condition that it gives; of an access, its site.</param>
/// <param name="First">The first operand: a value, or what else the operation speaks of.</param>
/// <param name="Second">The second operand; of an access, its first condition.</param>
/// <param name="Third">The third operand; of an access, how many conditions it has.</param>
internal readonly record struct PlanStep(PlanOperation Operation, int Target, int First = 0, int Second = 0, int Third = 0);
