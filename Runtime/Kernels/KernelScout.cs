namespace HmmGen.Kernels;

/// <summary>What the runtime knows about a kernel's scout, and how well it has done.</summary>
/// <param name="marks">For each span parameter, whether the scout marks or loads every element that the kernel touches.</param>
/// <param name="loads">For each span parameter, whether the scout loads elements of it. The kernel writes none of these parameters.</param>
/// <param name="ofRows">Whether the scout runs once for all work items that differ in the last index only.</param>
internal sealed class KernelScout(bool[] marks, bool[] loads, bool ofRows)
{
    private const int MostSkipped = 64;

    private int _skipped;
    private int _penalty;
    private bool _isScattered;

    /// <summary>For each span parameter, whether the scout marks or loads every element that the kernel touches.</summary>
    public IReadOnlyList<bool> Marks => marks;

    /// <summary>For each span parameter, whether the scout loads elements of it. The kernel writes none of these parameters.</summary>
    public IReadOnlyList<bool> Loads => loads;

    /// <summary>Whether the scout runs once for all work items that differ in the last index only.</summary>
    public bool OfRows => ofRows;

    /// <summary>
    /// Whether parts of the last launch that was divided wanted the same pages again and again. Then waves do best with many items at a time, since all items
    /// that wait for a page go on with it. Threads may race here: a launch is a little slower or faster.
    /// </summary>
    public bool IsScattered
    {
        get => Volatile.Read(ref _isScattered);
        set => Volatile.Write(ref _isScattered, value);
    }

    /// <summary>Whether a launch should try the scout. After launches that it was of no use for, some launches do not. Threads may race here: a launch more or less.</summary>
    /// <returns>True when it should.</returns>
    public bool IsWorthwhile()
    {
        int skipped = Volatile.Read(ref _skipped);
        if (skipped == 0)
        {
            return true;
        }

        Volatile.Write(ref _skipped, skipped - 1);
        return false;
    }

    /// <summary>Notes whether the scout was of use. Each time that it was not, twice as many launches go without it.</summary>
    /// <param name="useful">Whether it found all pages and they fitted.</param>
    public void Note(bool useful)
    {
        int penalty = useful ? 0 : Math.Clamp(Volatile.Read(ref _penalty) * 2, 1, MostSkipped);
        Volatile.Write(ref _penalty, penalty);
        Volatile.Write(ref _skipped, penalty);
    }
}
