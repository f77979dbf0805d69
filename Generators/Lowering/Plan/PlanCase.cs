using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>One of the elements that an access may touch.</summary>
/// <param name="Index">The element's number.</param>
/// <param name="IsMust">Whether the access must happen when the conditions hold.</param>
/// <param name="Conditions">The conditions that hold whenever it happens.</param>
internal sealed record PlanCase(PlanExpression Index, bool IsMust, EquatableArray<PlanCondition> Conditions);
