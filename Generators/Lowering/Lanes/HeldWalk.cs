using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A walk all of whose rows are held over the turns of loops around it.</summary>
/// <param name="Walk">The walk.</param>
/// <param name="First">The variable's first value, of arguments alone.</param>
/// <param name="Limit">The limit, of arguments alone.</param>
/// <param name="Rows">What is held.</param>
internal sealed record HeldWalk(RowWalk Walk, Expression First, Expression Limit, IReadOnlyList<HeldRow> Rows);
