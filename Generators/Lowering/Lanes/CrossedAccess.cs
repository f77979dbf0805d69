using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// An index that grows by one from row to row, and by the same step from lane to lane. In a tile of eight rows and eight lanes, the elements of the rows are
/// neighbours: they are reached lane by lane, and rows and lanes are exchanged in registers.
/// </summary>
/// <param name="Index">The index, as accesses have it.</param>
/// <param name="First">The index of the tile's first item.</param>
/// <param name="Step">The step from lane to lane, the same in all rows.</param>
internal sealed record CrossedAccess(Expression Index, Expression First, Expression Step);
