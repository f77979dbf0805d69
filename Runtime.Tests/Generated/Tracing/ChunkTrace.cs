using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>What the work items of a chunk really touched, and what had been planned for them.</summary>
/// <param name="descriptor">The kernel.</param>
/// <param name="box">The work items.</param>
/// <param name="plan">The plan.</param>
/// <param name="lengths">The number of elements of each span parameter.</param>
/// <param name="items">The number of work items.</param>
internal sealed class ChunkTrace(KernelDescriptor descriptor, WorkBox box, AccessPlan plan, int[] lengths, long items)
{
    private const byte WasRead = 1;
    private const byte WasWritten = 2;

    [ThreadStatic]
    private static ChunkTrace? _current;

    private readonly byte[][] _marks = Array.ConvertAll(lengths, length => new byte[length]);
    private readonly int[] _accesses = new int[items];

    /// <summary>The trace that kernels running on this thread are noted in.</summary>
    public static ChunkTrace? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>The kernel.</summary>
    public KernelDescriptor Descriptor => descriptor;

    /// <summary>The work items.</summary>
    public WorkBox Box => box;

    /// <summary>The plan.</summary>
    public AccessPlan Plan => plan;

    /// <summary>The number of work items.</summary>
    public long Items => items;

    /// <summary>What the scout marked that named the pages of the chunk; null when no scout did.</summary>
    public ScoutMarks? Marks { get; set; }

    /// <summary>Whether an index was out of range.</summary>
    public bool WentOutside { get; private set; }

    /// <summary>The number of work items that made an access.</summary>
    public int AccessingItems => _accesses.Count(accesses => accesses > 0);

    /// <summary>The number of accesses of the work item that made the most.</summary>
    public int MostAccesses => _accesses.Max();

    /// <summary>The number of elements of a span parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The number.</returns>
    public int Length(int parameter) => lengths[parameter];

    /// <summary>Notes an access that was made.</summary>
    /// <param name="slot">The work item.</param>
    /// <param name="parameter">The span parameter.</param>
    /// <param name="element">The element.</param>
    /// <param name="write">Whether it may have been written.</param>
    public void Note(long slot, int parameter, long element, bool write)
    {
        _marks[parameter][element] |= write ? WasWritten : WasRead;
        _accesses[slot]++;
    }

    /// <summary>Notes an access that was out of range.</summary>
    public void NoteOutside() => WentOutside = true;

    /// <summary>Whether an element was touched.</summary>
    /// <param name="parameter">The span parameter.</param>
    /// <param name="element">The element.</param>
    /// <returns>True when it was.</returns>
    public bool IsTouched(int parameter, int element) => _marks[parameter][element] != 0;

    /// <summary>Whether an element was found for reading only, at least once.</summary>
    /// <param name="parameter">The span parameter.</param>
    /// <param name="element">The element.</param>
    /// <returns>True when it was.</returns>
    public bool IsRead(int parameter, int element) => (_marks[parameter][element] & WasRead) != 0;

    /// <summary>Whether an element was found for writing.</summary>
    /// <param name="parameter">The span parameter.</param>
    /// <param name="element">The element.</param>
    /// <returns>True when it was.</returns>
    public bool IsWritten(int parameter, int element) => (_marks[parameter][element] & WasWritten) != 0;

    /// <inheritdoc/>
    public override string ToString() => $"{descriptor.Name} over {box}, lengths {string.Join(", ", lengths)}";
}
