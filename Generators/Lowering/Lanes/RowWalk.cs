using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A loop in which each work item walks along elements of its own that follow each other. All lanes make the same iterations, so as many of them as there
/// are lanes can be made at once: their elements are loaded row by row, and rows and columns are exchanged in registers. Where an iteration takes several
/// elements of a row, fewer iterations are made at once.
/// </summary>
/// <param name="Header">The block with the loop's test, and nothing else.</param>
/// <param name="Body">The loop's only other block.</param>
/// <param name="Variable">The local that counts the iterations, changed at the end of the body.</param>
/// <param name="Limit">The limit, which no iteration changes.</param>
/// <param name="IsInclusive">Whether the variable may be equal to the limit.</param>
/// <param name="Parts">The rows. Where iterations take one element after another, each access has its own.</param>
/// <param name="Along">What the iterations compute along the row; null when more than one value goes from one iteration to the next.</param>
internal sealed record RowWalk(
    int Header, int Body, int Variable, Expression Limit, bool IsInclusive, IReadOnlyList<RowPart> Parts, RowAlong? Along)
{
    /// <summary>What an iteration adds to the variable.</summary>
    public int Step { get; init; } = 1;

    /// <summary>What is added to the variable before it is compared with the limit.</summary>
    public int Ahead { get; init; }

    /// <summary>Whether the loop makes only the iterations that another walk has left: these are made one by one.</summary>
    public bool IsRest { get; init; }

    /// <summary>Whether an iteration takes one element of each row, and the next one the element after it.</summary>
    public bool IsByOne => Parts.All(static part => part is { Stride: 1, IsBackward: false, Access.Path.Count: 0 });

    /// <summary>Whether an iteration takes one element of each row, and the next one the element before it.</summary>
    public bool IsBackward => Parts.All(static part => part.IsBackward);

    /// <summary>How many iterations are made at once.</summary>
    /// <param name="width">The lanes of a vector.</param>
    /// <returns>As many as fill a vector of the row that has the fewest elements for each; one at least.</returns>
    public int Turns(int width) => Math.Max(1, width / Parts.Min(static part => part.Stride));

    /// <summary>By how much the variable may grow for the loop to be made at once, so that all that is loaded lies within the rows.</summary>
    /// <param name="width">The lanes of a vector.</param>
    /// <param name="vectors">How often that many iterations are made.</param>
    /// <returns>What the variable's sum with, and nothing less, must not exceed the limit.</returns>
    public long Needed(int width, int vectors)
    {
        int turns = Turns(width);
        return ((long)vectors * turns - 1 + Parts.Max(part => part.Spare(turns, width))) * Step + Ahead + (IsInclusive ? 0 : 1);
    }
}
