using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// The elements of one row that a turn of a walk reaches. Those of the next turn lie a constant distance further. So the elements of several turns are loaded
/// along the row as neighbours, with those between them that no turn asks for.
/// </summary>
/// <param name="Access">One of the accesses, for the span and the type of the elements.</param>
/// <param name="Index">The index of the first element, or of the struct that has it, by values at the beginning of the turn.</param>
/// <param name="Ahead">How many members of the struct come before the first element; 0 for elements that are no structs.</param>
/// <param name="Stride">How many elements further those of the next turn lie.</param>
/// <param name="Places">The accesses, by their positions in the body: how many elements after the first one they reach.</param>
internal sealed record RowPart(Access Access, Expression Index, int Ahead, int Stride, IReadOnlyDictionary<int, int> Places)
{
    /// <summary>Whether the element of the next turn lies before that of a turn: then a turn reaches one element, and the index is that of the last one in memory.</summary>
    public bool IsBackward { get; init; }

    /// <summary>The position of the first access.</summary>
    public int At => Places.Keys.Min();

    /// <summary>How far a turn reaches.</summary>
    public int Reach => Places.Values.Max() + 1;

    /// <summary>The vectors that some turns take.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="width">The lanes of a vector.</param>
    /// <returns>Their number.</returns>
    public int Vectors(int turns, int width) => ((turns - 1) * Stride + Reach + width - 1) / width;

    /// <summary>The turns that must come after some turns for their last vector to lie within the row.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="width">The lanes of a vector.</param>
    /// <returns>Their number.</returns>
    public int Spare(int turns, int width) => Math.Max(0, (Vectors(turns, width) * width - Reach + Stride - 1) / Stride - (turns - 1));
}
