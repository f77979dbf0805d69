using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A loop in which each work item walks along elements of its own that follow each other. All lanes make the same iterations, so as many of them as there
/// are lanes can be made at once: their elements are loaded row by row, and rows and columns are exchanged in registers.
/// </summary>
/// <param name="Header">The block with the loop's test, and nothing else.</param>
/// <param name="Body">The loop's only other block.</param>
/// <param name="Variable">The local that counts the iterations, changed at the end of the body.</param>
/// <param name="Limit">The limit, which no iteration changes.</param>
/// <param name="IsInclusive">Whether the variable may be equal to the limit.</param>
/// <param name="Indices">The accesses that walk, by their positions in the body: their indices, by values at the beginning of the iteration.</param>
/// <param name="Along">What the iterations compute along the row; null when more than one value goes from one iteration to the next.</param>
internal sealed record RowWalk(
    int Header, int Body, int Variable, Expression Limit, bool IsInclusive, IReadOnlyDictionary<int, Expression> Indices, RowAlong? Along);
