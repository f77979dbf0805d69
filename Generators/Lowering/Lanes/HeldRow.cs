using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A part of each item's row that a walk loads anew in every turn of a loop around it. A group of lanes turns it into columns once, in memory of its own. Then the
/// walk's loads are those of neighbours.
/// </summary>
/// <param name="Access">The access.</param>
/// <param name="Places">The positions of such loads in the walk's body.</param>
/// <param name="Start">The index, less the walk's variable, without locals.</param>
/// <param name="Step">What the index grows by from lane to lane.</param>
internal sealed record HeldRow(Access Access, IReadOnlyList<int> Places, Expression Start, Expression Step);
