namespace HmmGen.Memory;

/// <summary>Starts a collection when the memory of undisposed arrays has grown by a part of what the heap held after the last one.</summary>
/// <remarks>
/// The collector learns of this memory through <see cref="GC.AddMemoryPressure"/>. But it sees every dropped array survive once, for its finalizer, and it does
/// not see the memory that devices hold for it. A collection costs time for all that is on the heap, so the more there is, the rarer it is.
/// </remarks>
internal static class CollectionPace
{
    /// <summary>
    /// The next step is at most this fraction of the heap. The heap still counts ended arrays until the next collection, and larger steps would grow
    /// by themselves.
    /// </summary>
    private const long HeapPart = 4;

    private const int MostWaits = 200;
    private const long LeastStep = 8 << 20;
    private static long _held;
    private static long _step = LeastStep;
    private static long _next = LeastStep;
    private static int _collecting;

    /// <summary>Notes that an array has got memory.</summary>
    /// <param name="bytes">The size of the memory.</param>
    public static void Add(long bytes)
    {
        GC.AddMemoryPressure(bytes);
        // Compares what was held before this array: a single large array that comes and goes starts no collection.
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
    /// <param name="bytes">The size of its memory.</param>
    public static void Remove(long bytes)
    {
        GC.RemoveMemoryPressure(bytes);
        long next = Interlocked.Add(ref _held, -bytes) + Volatile.Read(ref _step);
        if (next < Volatile.Read(ref _next))
        {
            Volatile.Write(ref _next, next);
        }
    }

    /// <summary>Gives pending finalizers some milliseconds. It does not wait for all: a finalizer may wait for a lock that the caller holds.</summary>
    private static void LetFinalizersRun()
    {
        long wished = GC.GetGCMemoryInfo(GCKind.Any).FinalizationPendingCount == 0 ? long.MaxValue : Volatile.Read(ref _held) / 2;
        for (int wait = 0; wait < MostWaits && Volatile.Read(ref _held) > wished; wait++)
        {
            Thread.Sleep(1);
        }
    }
}
