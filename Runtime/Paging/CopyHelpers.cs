// Safety: the core's device lives until Dispose has returned, which waits for all helpers.
using HmmGen.Base.Teams;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Devices;

namespace HmmGen.Paging;

/// <summary>
/// Threads that take a share of a device's copies, where its frames are memory of this process. The processors that run its kernels have nothing to do while
/// its pages move, so they may help.
/// </summary>
/// <param name="device">The core's device.</param>
/// <param name="threads">The threads that compute on the device, beside the one that moves its pages. 0 where nobody helps.</param>
internal sealed unsafe class CopyHelpers(CoreDevice* device, int threads) : IDisposable
{
    /// <summary>Batches of fewer frames have been copied before a helper is awake.</summary>
    public const int FewestFrames = 128;

    /// <summary>A few threads copy as fast as memory allows.</summary>
    private const int Most = 3;

    private readonly CoreTable* _functions = CoreFunctions.Current;
    private readonly int _count = Math.Min(threads, Most);
    private Action? _help;
    private int _running;

    /// <summary>Wakes helpers for a batch that is about to move pages. They are awake by the time at which it is known where the pages go.</summary>
    /// <param name="frames">The frames of the pages.</param>
    /// <returns>The help; it ends when this is disposed of.</returns>
    public Help Begin(long frames)
    {
        if (_count <= 0 || frames < FewestFrames || device->Kind != DeviceCopyKind.Memory)
        {
            return default;
        }

        Announce();
        while (_running < _count && TryStart())
        {
        }

        return new Help(this);
    }

    /// <summary>Says that a batch begins whose copies others may help with, without waking anybody. <see cref="End"/> must follow.</summary>
    public void Announce() => Interlocked.Increment(ref device->HelpedBatches);

    /// <summary>Says that a batch has ended. Helpers end what they have begun.</summary>
    public void End() => Interlocked.Decrement(ref device->HelpedBatches);

    /// <summary>Waits for all helpers. No help must be under way.</summary>
    public void Dispose()
    {
        SpinWait wait = default;
        while (Volatile.Read(ref _running) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private bool TryStart()
    {
        Interlocked.Increment(ref _running);
        try
        {
            if (LaunchThreads.TryHelp(_help ??= Work, rests: true))
            {
                return true;
            }

            // Whoever moves the pages copies them alone.
            Interlocked.Decrement(ref _running);
            return false;
        }
        catch
        {
            Interlocked.Decrement(ref _running);
            End();
            throw;
        }
    }

    private void Work()
    {
        _functions->Help(device);
        Interlocked.Decrement(ref _running);
    }

    /// <summary>The help for one batch.</summary>
    /// <param name="helpers">The helpers; null for none.</param>
    public readonly ref struct Help(CopyHelpers? helpers) : IDisposable
    {
        /// <summary>Ends the help. Helpers end what they have begun.</summary>
        public void Dispose() => helpers?.End();
    }
}
