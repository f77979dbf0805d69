using HmmGen.Devices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>How many work items a chunk may have: by the memory that they need, and by time where somebody may cancel or wants to see progress.</summary>
internal sealed class LaunchLimits
{
    /// <summary>Resumable chunks are not made smaller than this to end in time: items in one chunk share the pages that they wait for.</summary>
    private const long SmallestResumable = 4;

    private readonly LaunchPace? _direct;
    private readonly LaunchPace? _resumable;

    /// <summary>Works the limits out.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="options">The device's options.</param>
    /// <param name="port">The device.</param>
    /// <param name="cancellable">Whether the launch may be cancelled.</param>
    /// <param name="reports">Whether somebody is told how far it has come.</param>
    public LaunchLimits(KernelDescriptor descriptor, HmmDeviceOptions options, DevicePort port, bool cancellable, bool reports)
    {
        MostDirect = Math.Min(options.Testing.MaximumChunk ?? long.MaxValue, ControlLayout.MostItems(descriptor));
        MostResumable = Math.Min(MostDirect, ControlLayout.MostSaved(descriptor));
        if (cancellable || reports)
        {
            _direct = new LaunchPace(LaunchPace.Attentive, port.SmallestWave);
        }

        if (cancellable)
        {
            long least = port.StopsBetweenItems ? SmallestResumable : Math.Max(SmallestResumable, port.SmallestWave);
            _resumable = new LaunchPace(LaunchPace.Attentive, least);
        }
    }

    /// <summary>The most items that a direct chunk of this launch can have.</summary>
    public long MostDirect { get; }

    /// <summary>The most items that a resumable chunk of this launch can have.</summary>
    public long MostResumable { get; }

    /// <summary>The most items in the next direct chunk.</summary>
    public long DirectChunk => Math.Min(MostDirect, _direct?.Limit ?? MostDirect);

    /// <summary>The most items in the next resumable chunk.</summary>
    public long ResumableChunk => Math.Min(MostResumable, _resumable?.Limit ?? MostResumable);

    /// <summary>Notes how long a direct chunk took.</summary>
    /// <param name="items">Its items.</param>
    /// <param name="taken">The time.</param>
    public void NoteDirect(long items, TimeSpan taken) => _direct?.Note(items, taken);

    /// <summary>Notes how long who cancels could have had to wait in a resumable chunk.</summary>
    /// <param name="items">Its items.</param>
    /// <param name="taken">The time.</param>
    public void NoteResumable(long items, TimeSpan taken) => _resumable?.Note(items, taken);
}
