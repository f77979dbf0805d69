using System.Diagnostics;
using System.Runtime.ExceptionServices;
using HmmGen.Base;
using HmmGen.Base.Teams;
using HmmGen.Paging;

namespace HmmGen.Launching.Ahead;

/// <summary>
/// Brings the pages of a launch's next chunk, and takes the pages home whose frames they get, while a chunk runs. What the chunk before has written may go home
/// too. Another thread does it, for which this one waits when the chunk has run. So nothing is under way between two chunks, whatever fails or is cancelled.
/// </summary>
/// <remarks>
/// The next chunk takes what came only if no page has left the device since then. Otherwise its pages are brought in its turn, as if nothing had come before.
/// </remarks>
/// <param name="launch">The launch.</param>
/// <param name="pages">Its pages.</param>
/// <param name="limits">How large its chunks may be.</param>
/// <param name="walk">Its chunks.</param>
/// <param name="future">What is to come; null where nobody looks ahead, since all regions fit.</param>
internal sealed class LaunchAhead(Launch launch, LaunchPages pages, LaunchLimits limits, ChunkWalk walk, LaunchFuture? future)
{
    /// <summary>Neither of the two chunks may fill more than the device divided by this. So a third of it is left to pages that stay.</summary>
    private const int Share = 3;

    /// <summary>With fewer missing frames than this, waking the other thread would take longer than the copies.</summary>
    private const int FewFrames = 64;

    /// <summary>
    /// How long this thread looks whether the other one has ended, and helps it, before it sleeps. It has nothing else to do, and the next chunk waits for it.
    /// Where both slept, each woke the other too late in every step: by 60 and 135 µs of 80 (2 processors of a virtual machine).
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMicroseconds(Environment.ProcessorCount > 1 ? 500 : 0);

    private const int SpinsBetweenLooks = 10;

    private readonly SemaphoreSlim _ended = new(0);
    private readonly AheadChoice? _choice = launch.Device.Options.Testing.Overlap == OverlapKind.WhereItPays
        ? launch.Device.AheadChoices.Of(launch.Descriptor)
        : null;

    private readonly WrittenPages? _written = launch.Device.Options.Testing.EarlyWriteBack && future is not null && launch.Plan.MayIsKnown
        ? new WrittenPages(future.HomeGoing, future.Rest)
        : null;

    private LaunchChunk? _timed;
    private long _timedItems;
    private long _timedSince;
    private readonly List<PageRequest> _requests = [];
    private LaunchChunk? _chunk;
    private LaunchChunk? _planned;
    private MirrorPlan[] _plans = [];
    private ExceptionDispatchInfo? _failure;
    private bool _sendsHome;
    private bool _isRunning;
    private bool _isComplete;
    private long _state;

    /// <summary>Whether pages may come ahead in a launch. Where all its regions are held in contiguous frames, chunks are not cut for their pages.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="pages">Its pages.</param>
    /// <returns>True when they may.</returns>
    public static bool IsFor(Launch launch, LaunchPages pages)
    {
        OverlapKind kind = launch.Device.Options.Testing.Overlap;
        bool isWanted = kind == OverlapKind.Always || (kind == OverlapKind.WhereItPays && pages.Memory.Port.CopiesBesideWaves);
        return isWanted && !pages.Residency.IsLinear && pages.Memory.Observer is null;
    }

    /// <summary>Looks at the next chunk before a chunk runs, whose pages are there and promised.</summary>
    /// <remarks>From one call to the next a chunk runs, and the pages of the chunk behind it come. So that is what is timed.</remarks>
    /// <param name="running">The chunk that is going to run.</param>
    public void Prepare(LaunchChunk running)
    {
        if (_timed == running)
        {
            _choice?.Note(_timedItems, Stopwatch.GetElapsedTime(_timedSince));
        }

        (_timed, _sendsHome) = (null, false);

        // Chunks that are cut by time need to know how long the one before them took.
        if (limits.CutsByTime(running.Box.Count))
        {
            _written?.NoteRunning([]);
            return;
        }

        MirrorPlan[] ofRunning = _planned == running ? _plans : pages.PlanOf(running.Plan);
        LaunchChunk? next = walk.Next;
        (_planned, _plans) = (next, next is null ? [] : pages.PlanOf(next.Plan));
        if (next?.Direct == true && MissingFrames(ofRunning) is > 0 and long missing)
        {
            (_timed, _timedItems, _timedSince) = (next, running.Box.Count, Stopwatch.GetTimestamp());
            if (_choice?.IsBeside != false)
            {
                pages.Residency.ReserveAhead(missing);
                _chunk = next;
            }
        }

        _written?.NoteRunning(ofRunning);
        _sendsHome = _choice?.IsBeside != false && _written?.Any() == true;
        if (next is null)
        {
            future?.HomeGoing.NoteLast(ofRunning);
        }
    }

    /// <summary>Begins to bring the pages of the prepared chunk, and to send home what has been written, if there is any. <see cref="Wait"/> must follow.</summary>
    public void Start()
    {
        if (_chunk is null && !_sendsHome)
        {
            return;
        }

        try
        {
            pages.Residency.BeginAhead();
            LaunchThreads.Run(Bring);
            _isRunning = true;
        }
        catch (Exception failure) when (failure is OutOfMemoryException or ThreadStartException)
        {
            // The process can have no more threads. The pages come in their turn.
            pages.Residency.EndAhead();
            (_chunk, _sendsHome) = (null, false);
        }
    }

    /// <summary>Waits until nothing is under way. Meanwhile this thread takes a share of the copies, if they are copies of this process.</summary>
    public void Wait()
    {
        if (_isRunning)
        {
            long since = Stopwatch.GetTimestamp();
            while (_ended.CurrentCount == 0 && Stopwatch.GetElapsedTime(since) < Patience)
            {
                pages.Residency.HelpAhead();
                Thread.SpinWait(SpinsBetweenLooks);
            }

            FirmWait.For(_ended);
            _isRunning = false;
        }
    }

    /// <summary>Takes the pages that came for a chunk, and ends the promises of the chunk before it.</summary>
    /// <param name="chunk">The chunk whose turn it is.</param>
    /// <returns>False when its pages still have to be brought, or some of them.</returns>
    /// <exception cref="HmmDeviceException">The device failed while the pages came.</exception>
    public bool TryTake(LaunchChunk chunk)
    {
        End();
        if (_chunk != chunk)
        {
            return false;
        }

        _chunk = null;
        return _isComplete && pages.TryTake(_requests, _state);
    }

    /// <summary>Fails if something failed beside the chunks that have run.</summary>
    /// <exception cref="HmmDeviceException">The device failed.</exception>
    public void End() => _failure?.Throw();

    /// <summary>The frames that the next chunk misses; 0 where its pages come in its turn.</summary>
    private long MissingFrames(MirrorPlan[] ofRunning)
    {
        long most = pages.Memory.Capacity / Share;
        if (MirrorPlan.Frames(_plans) > most || MirrorPlan.Frames(ofRunning) > most)
        {
            return 0;
        }

        long missing = MirrorPlan.MissingFrames(_plans);
        return missing < (launch.Device.Options.Testing.Overlap == OverlapKind.Always ? 1 : FewFrames) ? 0 : missing;
    }

    private void Bring()
    {
        try
        {
            if (_sendsHome)
            {
                _written!.SendHome(_plans, pages.Residency);
            }

            if (_chunk is not null)
            {
                pages.ListRequests(_plans, _requests);
                _isComplete = pages.Residency.TryMapAhead(_requests, out _state);
            }
        }
        catch (Exception failure)
        {
            // The failure is not lost: it is thrown when the turn of the next chunk comes, or at the end.
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            pages.Residency.EndAhead();
            _ended.Release();
        }
    }
}
