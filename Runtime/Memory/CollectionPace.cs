namespace HmmGen.Memory;

/// <summary>Asks for a collection when the memory of arrays that nobody disposed of has grown by a part of what the heap held after the last.</summary>
/// <remarks>
/// The collector learns of the memory, too (<see cref="GC.AddMemoryPressure"/>), but sees every dropped array survive once, for its finalizer, and not at all what devices have of
/// it. A collection costs what is on the heap, so the more there is the rarer this asks.
/// </remarks>
internal static class CollectionPace
{
    /// <summary>The heap counts arrays that have ended too, until the next collection: no more than a part of it may go into the next step, or steps would grow by themselves.</summary>
    private const long HeapPart = 4;

    private const int MostWaits = 200;
    private const long LeastStep = 8 << 20;
    private static long _held;
    private static long _step = LeastStep;
    private static long _next = LeastStep;
    private static int _collecting;

    /// <summary>Notes that an array has memory from now on.</summary>
    /// <param name="bytes">How much.</param>
    public static void Add(long bytes)
    {
        GC.AddMemoryPressure(bytes);
        // What was there before counts: a single large array that comes and goes asks for nothing.
        if (Interlocked.Add(ref _held, bytes) - bytes > Volatile.Read(ref _next) && Interlocked.Exchange(ref _collecting, 1) == 0)
        {
            try
            {
                GC.Collect();
                LetFinalizersRun();
                Volatile.Write(ref _step, Math.Max(LeastStep, GC.GetTotalMemory(forceFullCollection: false) / HeapPart));
                Volatile.Write(ref _next, Volatile.Read(ref _held) + _step);
            }
            finally
            {
                Volatile.Write(ref _collecting, 0);
            }
        }
    }

    /// <summary>Notes that an array has ended.</summary>
    /// <param name="bytes">How much memory it had.</param>
    public static void Remove(long bytes)
    {
        GC.RemoveMemoryPressure(bytes);
        long next = Interlocked.Add(ref _held, -bytes) + Volatile.Read(ref _step);
        if (next < Volatile.Read(ref _next))
        {
            Volatile.Write(ref _next, next);
        }
    }

    /// <summary>Gives finalizers some milliseconds, where there are any. Not until all have run: one may wait for a lock that the caller has.</summary>
    private static void LetFinalizersRun()
    {
        long wished = GC.GetGCMemoryInfo(GCKind.Any).FinalizationPendingCount == 0 ? long.MaxValue : Volatile.Read(ref _held) / 2;
        for (int wait = 0; wait < MostWaits && Volatile.Read(ref _held) > wished; wait++)
        {
            Thread.Sleep(1);
        }
    }
}
