// Safety: nothing touches the bytes: no array and no device has them.
using System.Collections.Concurrent;
using System.Reflection;
using HmmGen.Memory;

namespace HmmGen.Tests.Lifetimes;

/// <summary>Memory that notes how it ends.</summary>
/// <param name="stop">The step at which the first thread stops; null for none.</param>
internal sealed unsafe class EndingMemory(string? stop) : OwnedHostMemory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly MethodInfo Finalizer = typeof(OwnedHostMemory).GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic)!;
    private int _stops;

    /// <summary>The steps.</summary>
    public ConcurrentQueue<string> Steps { get; } = [];

    /// <summary>Set when a thread has stopped.</summary>
    public ManualResetEventSlim Stopped { get; } = new();

    /// <summary>Lets the thread go on.</summary>
    public ManualResetEventSlim GoOn { get; } = new();

    /// <summary>Whether the first step fails.</summary>
    public bool FailsOnce { get; set; }

    /// <summary>Whether the memory knew its region before that was whole.</summary>
    public bool WasKnownEarly { get; private set; }

    /// <inheritdoc/>
    public override byte* Address => (byte*)(1L << 40);

    /// <inheritdoc/>
    public override long Bytes => 4096;

    /// <inheritdoc/>
    public override bool IsOnHeap => true;

    /// <inheritdoc/>
    /// <remarks>The region's constructor asks.</remarks>
    public override bool IsWatched
    {
        get
        {
            WasKnownEarly |= Region is not null;
            return false;
        }
    }

    /// <summary>Makes such memory with a region over it.</summary>
    /// <param name="stop">The step at which the first thread stops; null for none.</param>
    /// <returns>The memory.</returns>
    public static EndingMemory Make(string? stop = null)
    {
        EndingMemory memory = new(stop);
        _ = new MemoryRegion(memory, 1024, sizeof(int), unwritten: false, HmmProtection.ReadWrite);
        return memory;
    }

    /// <summary>Runs the finalizer, as where the collector has found the memory and another finalizer has given it away since.</summary>
    public void Find()
    {
        // As .NET does before it runs a finalizer, so that another registration is the only one.
        GC.SuppressFinalize(this);
        Finalizer.Invoke(this, []);
    }

    /// <inheritdoc/>
    public override void Detach()
    {
        Note(nameof(Detach));
        if (FailsOnce)
        {
            FailsOnce = false;
            throw new IOException();
        }
    }

    /// <inheritdoc/>
    protected override void Release() => Note(nameof(Release));

    /// <inheritdoc/>
    protected override void Free() => Note(nameof(Free));

    private void Note(string step)
    {
        Steps.Enqueue(step);
        if (step == stop && Interlocked.Increment(ref _stops) == 1)
        {
            Stopped.Set();
            GoOn.Wait(Patience);
        }
    }
}
