namespace HmmGen.Stress.Coherence;

/// <summary>
/// Which writer has which lanes of a cell. The size of a cell shares no large factor with that of a page, so that every page belongs to all writers.
/// </summary>
public static class CellLayout
{
    /// <summary>How many longs a cell has.</summary>
    public const int Lanes = 130;

    /// <summary>The first lane of the writer of vectors.</summary>
    public const int VectorLane = 0;

    /// <summary>How many lanes the writer of vectors has.</summary>
    public const int VectorLanes = 4;

    /// <summary>The lane of the plain writer.</summary>
    public const int PlainLane = 4;

    /// <summary>The lane of the counters.</summary>
    public const int CounterLane = 5;

    /// <summary>The lane of the first device; the second's is the next.</summary>
    public const int KernelLane = 6;

    /// <summary>The first lane that is read from a file.</summary>
    public const int FileLane = 8;

    /// <summary>How many lanes are read from a file.</summary>
    public const int FileLanes = 64;

    /// <summary>The first lane of the writer of spans.</summary>
    public const int BulkLane = 72;

    /// <summary>How many lanes the writer of spans has.</summary>
    public const int BulkLanes = 58;

    /// <summary>The number of the place.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="lane">The lane.</param>
    /// <returns>The element's number.</returns>
    public static int Place(int cell, int lane) => cell * Lanes + lane;

    /// <summary>What the writer of spans writes: even values fill, odd ones are copied.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="sequence">How often the cell has been written.</param>
    /// <returns>The value.</returns>
    public static long BulkValue(int cell, int lane, int sequence)
        => CellStamp.Of(Place(cell, (sequence & 1) == 0 ? BulkLane : lane), sequence);

    /// <summary>Whether a value was ever written to a place.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is torn or belongs elsewhere.</returns>
    public static bool Belongs(int cell, int lane, long value)
        => lane == CounterLane ? value is >= 0 and < 1L << 48
            : lane >= BulkLane ? value == BulkValue(cell, lane, (int)value)
            : CellStamp.IsOf(Place(cell, lane), value);
}
