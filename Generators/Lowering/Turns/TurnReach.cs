using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>Numbers that turns of a loop have, one more in each turn than in the one before, or always the same, and that must be below a length.</summary>
/// <param name="Index">The number in the first turn, of what is known before the loop.</param>
/// <param name="Length">The length; null for that of the parameter.</param>
/// <param name="Parameter">The span parameter; unused where a length is given.</param>
/// <param name="IsSame">Whether all turns have the same number.</param>
internal sealed record TurnReach(Expression Index, Expression? Length, int Parameter, bool IsSame = false);
