using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;

namespace HmmGen.Launching.Scouting;

/// <summary>
/// Brings the pages of a chunk that only the kernel's scout can name. The scout runs over all items of the chunk and marks the pages that it wants. If an item
/// could not go on because a page is missing that it has to load, the marked pages are brought and the scout runs again. The items have stored nothing, so
/// nothing has to be saved.
/// </summary>
/// <param name="launch">The launch.</param>
/// <param name="pages">Its pages.</param>
/// <param name="waves">Runs its waves.</param>
internal sealed class LaunchScout(Launch launch, LaunchPages pages, WaveRunner waves)
{
    /// <summary>The most rounds. Each level of indirection takes one, and a kernel that needs more probably follows a chain of loads.</summary>
    private const int MostRounds = 4;

    /// <summary>
    /// How many times more pages the parts of a launch may want together than the launch at once. Parts of scattered items want the same pages again and again.
    /// </summary>
    private const double MostRepeated = 1.5;

    /// <summary>Chunks of so few items are not divided again: what a scout costs would not be small any more.</summary>
    private const long SmallestDivided = 512;

    private readonly KernelScout _scout = launch.Descriptor.Scout!;
    private readonly ScoutMap _map = new(waves.Tables, pages.Memory.Port);
    private long _whole;

    /// <summary>Whether the rest of the launch runs in waves. Otherwise a chunk that does not fit may be divided, so that each half is scouted.</summary>
    public bool IsOff { get; private set; }

    /// <summary>The pages of the chunk that was brought last, one plan for each region.</summary>
    public MirrorPlan[] Brought { get; private set; } = [];

    /// <summary>Finds and brings the pages of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isProven">Whether every index is proven to be in bounds.</param>
    /// <returns>False when this chunk has to run in the resumable variant.</returns>
    public bool TryBring(LaunchChunk chunk, out bool isProven)
    {
        isProven = IndexProof.KnowsOthers(_scout, chunk.Plan);
        if (IsOff)
        {
            return false;
        }

        pages.Renew();
        MirrorPlan[] planned = MirrorPlan.Of(launch.Binding, pages.Mirrors, chunk.Plan);
        if (!pages.Residency.IsLinear && MirrorPlan.Frames(planned) > pages.Memory.Capacity)
        {
            return GiveUp(chunk, frames: null);
        }

        if (launch.Device.Scouts.Of(launch.Descriptor) is { } kept
            && (kept.NamesPages || pages.HasUnplanned) && chunk.Box == launch.Box && kept.HoldsFor(launch, pages.Mirrors))
        {
            Brought = pages.HasUnplanned ? planned : kept.Wanted;
            return pages.TryBring(Brought) || GiveUp(chunk, frames: null);
        }

        waves.Spans.BindAll();
        _map.Clear();
        MirrorPlan[] wanted = planned;
        for (int round = 0; round < MostRounds; round++)
        {
            if (!pages.TryBring(wanted))
            {
                return GiveUp(chunk, frames: null);
            }

            launch.CancellationToken.ThrowIfCancellationRequested();
            ScoutStops stops = waves.Scout(_map.Place(waves.Scouting(chunk.Box)), launch.CancellationToken);
            launch.CancellationToken.ThrowIfCancellationRequested();
            if (stops.HasFailed)
            {
                // The variants that users know report the error, after the effects that come before it.
                break;
            }

            wanted = Union(planned, _map.Read(pages.Mirrors));
            long frames = MirrorPlan.Frames(wanted);
            if (!pages.Residency.IsLinear && frames > pages.Memory.Capacity)
            {
                return GiveUp(chunk, stops.HasMissed ? null : frames);
            }

            if (!stops.HasMissed)
            {
                return pages.TryBring(wanted) ? Succeed(chunk, wanted, frames) : GiveUp(chunk, frames: null);
            }
        }

        IsOff = true;
        _scout.Note(useful: false);
        return false;
    }

    private static MirrorPlan[] Union(MirrorPlan[] planned, MirrorPlan[] marked)
    {
        MirrorPlan[] both = new MirrorPlan[planned.Length];
        for (int i = 0; i < both.Length; i++)
        {
            both[i] = marked[i] with { Touched = planned[i].Touched.Union(marked[i].Touched), Written = planned[i].Written.Union(marked[i].Written) };
        }

        return both;
    }

    private bool Succeed(LaunchChunk chunk, MirrorPlan[] wanted, long frames)
    {
        if (chunk.Box == launch.Box)
        {
            launch.Device.Scouts.Keep(launch.Descriptor, new KeptScout(launch, pages.Mirrors, wanted));
        }

        Brought = wanted;
        IsOff = AreScattered(chunk, frames);
        _scout.IsScattered = IsOff;
        _scout.Note(useful: true);
        return true;
    }

    /// <summary>Gives up a chunk whose pages do not fit. Its halves may fit, unless they want mostly the same pages.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="frames">The frames of all its pages; null when not all pages are known.</param>
    /// <returns>False.</returns>
    private bool GiveUp(LaunchChunk chunk, long? frames)
    {
        bool isScattered = false;
        if (frames is { } wanted)
        {
            isScattered = AreScattered(chunk, wanted);
            _whole = _whole == 0 ? wanted * launch.Box.Count / chunk.Box.Count : _whole;
        }

        if (isScattered || chunk.Box.Count < 2 * SmallestDivided)
        {
            IsOff = true;
            _scout.IsScattered = isScattered;
            _scout.Note(useful: false);
        }

        return false;
    }

    /// <summary>Whether parts like this one want the same pages again and again.</summary>
    private bool AreScattered(LaunchChunk chunk, long frames)
        => _whole > 0 && (double)frames * launch.Box.Count / chunk.Box.Count > MostRepeated * _whole;
}
