using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>One of the elements that an access may touch.</summary>
/// <param name="Index">The element's number.</param>
/// <param name="IsMust">Whether the access happens whenever the conditions hold.</param>
/// <param name="Conditions">What holds whenever it happens.</param>
internal sealed record PlanCase(PlanExpression Index, bool IsMust, EquatableArray<PlanCondition> Conditions);
