using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes.Flat;

/// <summary>Below what the items of a kernel have work.</summary>
/// <param name="Number">A number that a launch knows.</param>
/// <param name="OfRows">Whether it is a number of rows, and not of items.</param>
/// <param name="IsInclusive">Whether items that are equal to it have work, too.</param>
internal sealed record FlatLimit(Expression Number, bool OfRows, bool IsInclusive);
