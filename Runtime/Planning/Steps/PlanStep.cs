namespace HmmGen.Planning.Steps;

/// <summary>A step of an access plan. Values and conditions are numbered separately; each is computed once.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Target">The number of the resulting value or condition; for an access, its site.</param>
/// <param name="First">The first operand: a value, or what the operation takes in its place; for a choice, its condition.</param>
/// <param name="Second">The second operand; for an access, its first condition.</param>
/// <param name="Third">The third operand; for an access, the number of its conditions.</param>
internal readonly record struct PlanStep(PlanOperation Operation, int Target, int First = 0, int Second = 0, int Third = 0);
