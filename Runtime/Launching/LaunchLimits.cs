using HmmGen.Devices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>The most work items of a chunk. Memory limits them, and time too if the launch can be cancelled or reports its progress.</summary>
internal sealed class LaunchLimits
{
    /// <summary>The fewest items of a resumable chunk that is cut to end in time. Items of one chunk share the pages that they wait for.</summary>
    private const long SmallestResumable = 4;

    private readonly KernelDescriptor _descriptor;
    private readonly long _few;
    private readonly LaunchPace? _direct;
    private readonly LaunchPace? _resumable;

    /// <summary>Computes the limits.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="options">The device's options.</param>
    /// <param name="port">The device.</param>
    /// <param name="cancellable">Whether the launch may be cancelled.</param>
    /// <param name="reports">Whether the launch reports its progress.</param>
    public LaunchLimits(KernelDescriptor descriptor, HmmDeviceOptions options, DevicePort port, bool cancellable, bool reports)
    {
        MostDirect = Math.Min(options.Testing.MaximumChunk ?? long.MaxValue, ControlLayout.MostItems(descriptor));
        _descriptor = descriptor;
        _few = Math.Min(MostDirect, ControlLayout.MostSaved(descriptor, many: false));
        MostResumable = _few;
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
    public long MostResumable { get; private set; }

    /// <summary>The most items in the next direct chunk.</summary>
    public long DirectChunk => Math.Min(MostDirect, _direct?.Limit ?? MostDirect);

    /// <summary>The most items in the next resumable chunk.</summary>
    public long ResumableChunk
    {
        get
        {
            long most = _descriptor.Scout is { IsScattered: true } ? MostResumable : _few;
            return Math.Min(most, _resumable?.Limit ?? most);
        }
    }

    /// <summary>
    /// Lets resumable chunks have more items if the items are scattered (<see cref="KernelScout.IsScattered"/>). Then a page that comes serves more items.
    /// Chunks of a sweep do better with few: their items wait for pages that are far apart.
    /// </summary>
    public void AllowMany() => MostResumable = Math.Min(MostDirect, ControlLayout.MostSaved(_descriptor, many: true));

    /// <summary>Whether time limits direct chunks of this size. Chunks are cut by halves, so one above half of the limit may be as large as it can.</summary>
    /// <param name="items">The number of items.</param>
    /// <returns>False when something else made the chunk as small as it is.</returns>
    public bool CutsByTime(long items) => _direct is not null && items > _direct.Limit / 2;

    /// <summary>Notes how long a direct chunk took.</summary>
    /// <param name="items">The number of its items.</param>
    /// <param name="taken">The time.</param>
    public void NoteDirect(long items, TimeSpan taken) => _direct?.Note(items, taken);

    /// <summary>Notes the longest time that a cancellation could have waited in a resumable chunk.</summary>
    /// <param name="items">The number of its items.</param>
    /// <param name="taken">The time.</param>
    public void NoteResumable(long items, TimeSpan taken) => _resumable?.Note(items, taken);
}
