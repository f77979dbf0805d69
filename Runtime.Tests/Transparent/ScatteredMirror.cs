// Safety: the region and the device live longer than this object.
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Transparent;

/// <summary>A mirror of the core with pages far apart, each in a frame of its own.</summary>
internal sealed unsafe class ScatteredMirror : IDisposable
{
    private readonly long[] _pages;
    private readonly int[] _frames;

    /// <summary>Makes a mirror without pages.</summary>
    /// <param name="region">The region.</param>
    /// <param name="device">The device.</param>
    /// <param name="count">The number of pages to move.</param>
    /// <param name="stride">The distance from one of them to the next.</param>
    public ScatteredMirror(CoreRegion* region, CoreDevice* device, int count, int stride)
    {
        Core = CoreFunctions.Current->MakeMirror(region, device, CoreRegion.PageSize, 0);
        _pages = [.. Enumerable.Range(0, count).Select(i => (long)i * stride)];
        _frames = [.. Enumerable.Range(0, count)];
    }

    /// <summary>The core's mirror.</summary>
    public CoreMirror* Core { get; }

    /// <summary>The page table.</summary>
    public int* Entries => Core->Entries;

    /// <summary>Brings the pages.</summary>
    /// <param name="how">How.</param>
    /// <returns>The core's result.</returns>
    public int Enter(EnterFlags how)
    {
        EnterFlags[] all = [.. Enumerable.Repeat(how, _pages.Length)];
        fixed (long* pages = _pages)
        fixed (int* frames = _frames)
        fixed (EnterFlags* flags = all)
        {
            return CoreFunctions.Current->Enter(Core, pages, frames, flags, _pages.Length);
        }
    }

    /// <summary>Takes the pages.</summary>
    /// <param name="mode">How.</param>
    /// <returns>The core's result.</returns>
    public int Leave(LeaveMode mode)
    {
        MirrorRun[] all = [.. _pages.Select(page => new MirrorRun(page, 1))];
        fixed (MirrorRun* runs = all)
        {
            return CoreFunctions.Current->Leave(Core, runs, all.Length, mode);
        }
    }

    /// <summary>Whether something holds of one of the pages.</summary>
    /// <param name="holds">What.</param>
    /// <returns>True when it does.</returns>
    public bool Of(Func<long, bool> holds) => _pages.Any(holds);

    /// <summary>Whether a thread has the lock of a page's block.</summary>
    /// <param name="page">The page.</param>
    /// <returns>True when one has.</returns>
    public bool IsLocked(long page) => Core->Region->Blocks[page * CoreRegion.PageSize >> CoreRegion.BlockShift] != 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        MirrorRun all = new(0, Core->PageCount);
        _ = CoreFunctions.Current->Leave(Core, &all, 1, LeaveMode.Discard);
        CoreFunctions.Current->FreeMirror(Core);
    }
}
