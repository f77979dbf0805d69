using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Paging.Eviction;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Brings the pages of a launch to a device. A page comes without contents if the launch overwrites all of it.</summary>
internal sealed class LaunchPages
{
    private readonly Launch _launch;
    private readonly PagingTestOptions _options;
    private readonly bool _mayOverwrite;
    private readonly OverwrittenPages[] _overwritten;
    private readonly bool _overwrites;
    private readonly Random? _random;
    private bool? _hasUnplanned;

    /// <summary>Reserves contiguous frames for the regions, if they fit and may be held as a whole.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="memory">The device's pages.</param>
    /// <param name="mirrors">The mirrors of its regions.</param>
    /// <param name="residency">The launch's hold on their pages.</param>
    /// <param name="mayEnd">Whether the launch may end before all its work items have run. Then the old contents of all pages are needed.</param>
    /// <param name="mayHold">Whether the regions may be held as a whole. Then none of their pages leaves before the launch ends.</param>
    public LaunchPages(Launch launch, DeviceMemory memory, RegionMirror[] mirrors, DeviceMemory.LaunchResidency residency, bool mayEnd, bool mayHold)
    {
        _launch = launch;
        Memory = memory;
        Mirrors = mirrors;
        Residency = residency;
        _options = launch.Device.Options.Testing;
        _random = _options.RandomEvictions is { } seed ? new Random(seed) : null;
        if (_options.Contiguous && mayHold)
        {
            residency.HoldLinear();
        }

        if (residency.IsLinear && memory.IsContended)
        {
            NoteTouched();
        }

        foreach (RegionMirror mirror in mirrors)
        {
            mirror.Whole = MirrorPlan.Whole(launch.Binding, mirror, launch.Plan);
        }

        _mayOverwrite = !mayEnd && _options.Overwriting;
        _overwritten = [.. mirrors.Select((mirror, number) => new OverwrittenPages(mirror, CoveredBy(launch.Plan, number)))];
        _overwrites = Array.Exists(_overwritten, static pages => !pages.IsEmpty);
    }

    /// <summary>The mirrors of the launch's regions.</summary>
    public RegionMirror[] Mirrors { get; }

    /// <summary>The launch's hold on their pages.</summary>
    public DeviceMemory.LaunchResidency Residency { get; }

    /// <summary>The device's pages.</summary>
    public DeviceMemory Memory { get; }

    /// <summary>Whether the plan names all pages that its items may touch, and these pages fit on the device.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>False when the plan does not name them all, or they do not fit.</returns>
    public bool Fits(AccessPlan plan) => plan.MayIsKnown && FramesOf(plan) <= Memory.Capacity;

    /// <summary>The frames of the pages that a plan names.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The number of frames.</returns>
    public long FramesOf(AccessPlan plan) => MirrorPlan.Frames(PlanOf(plan));

    /// <summary>The pages that a plan names, by region.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>One plan for each region.</returns>
    public MirrorPlan[] PlanOf(AccessPlan plan) => MirrorPlan.Of(_launch.Binding, Mirrors, plan);

    /// <summary>The pages that a part of the launch is going to touch, as eviction sees them.</summary>
    /// <param name="plan">The part's plan.</param>
    /// <param name="plans">Its pages, by region.</param>
    /// <returns>The pages. What this part overwrites as a whole counts as overwritten.</returns>
    public ForeseenPages[] Foreseen(AccessPlan plan, MirrorPlan[] plans) => MirrorPlan.Foreseen(plans, number => CoveredBy(plan, number), goHome: false);

    /// <summary>The pages that a part of the launch will touch when the launch comes again, as eviction sees them.</summary>
    /// <param name="plans">The part's pages, by region.</param>
    /// <param name="goHome">Whether what it overwrites goes home before it comes again.</param>
    /// <returns>The pages. What the whole launch overwrites counts as overwritten.</returns>
    public ForeseenPages[] ForeseenAgain(MirrorPlan[] plans, bool goHome) => MirrorPlan.Foreseen(plans, number => _overwritten[number].Pages, goHome);

    /// <summary>Whether pages that the launch overwrites are resident, and the first of them are at home as well.</summary>
    /// <returns>True when somebody has taken them home since they were written; null where none is resident.</returns>
    public bool? AreCoveredHome()
    {
        bool? home = null;
        for (int number = 0; number < Mirrors.Length && home != false; number++)
        {
            home = Residency.IsHome(Mirrors[number], _overwritten[number].Pages) ?? home;
        }

        return home;
    }

    /// <summary>Begins to prepare another wave or chunk. All promises end.</summary>
    public void Renew()
    {
        Residency.Renew();
        if (_random is not null)
        {
            Residency.EvictRandom(_random);
        }
    }

    /// <summary>
    /// Whether the launch's plan does not name all pages, and those that it does not name were there at first, in regions with contiguous frames. So its items find
    /// their pages without the page table. Their frames are held until the launch ends. A page that the host has written leaves when a wave ends, and
    /// <see cref="TryBringAll"/> brings it again.
    /// </summary>
    public bool HasUnplanned
        => _hasUnplanned ??= !_launch.Plan.MayIsKnown && Residency.IsLinear && _random is null && _options.Resident && FindsUnplanned();

    /// <summary>Brings all pages that a chunk may touch. Those that it may write come writable.</summary>
    /// <param name="plan">The chunk's plan.</param>
    /// <returns>False when a page is missing that the plan does not name, or the pages do not fit.</returns>
    public bool TryBringAll(AccessPlan plan)
    {
        if (!plan.MayIsKnown && !HasUnplanned)
        {
            return false;
        }

        List<PageRequest> requests = Residency.NewRequests();
        Add(requests, PlanOf(plan), static mirror => mirror.Written);
        if (!plan.MayIsKnown)
        {
            foreach ((RegionMirror mirror, PageRun pages, bool isWritten) in MissingUnplanned())
            {
                Add(requests, Array.IndexOf(Mirrors, mirror), pages, isWritten);
            }
        }

        return Map(requests, MapCause.Planned) == requests.Count;
    }

    /// <summary>
    /// Brings the pages that a chunk's plan names, if they leave half of the device to pages that it does not name. Those that it must write come writable.
    /// </summary>
    /// <param name="plan">The chunk's plan.</param>
    public void BringPlanned(AccessPlan plan)
    {
        MirrorPlan[] plans = PlanOf(plan);
        if (Residency.IsLinear || MirrorPlan.Frames(plans) <= Memory.Capacity / 2)
        {
            TryBring(plans, mirror => mirror.MayIsMust ? mirror.Written : MirrorPlan.MustBeWritten(_launch.Binding, mirror.Mirror, plan));
        }
    }

    /// <summary>Lists the pages that a chunk may touch. Those that it may write are asked for writable.</summary>
    /// <param name="plans">The pages of each region.</param>
    /// <param name="requests">Gets the requests, in the place of those that it has.</param>
    public void ListRequests(MirrorPlan[] plans, List<PageRequest> requests)
    {
        requests.Clear();
        Add(requests, plans, static plan => plan.Written);
    }

    /// <summary>Takes the pages that came beside the wave before, in place of <see cref="Renew"/> and <see cref="TryBringAll"/>.</summary>
    /// <param name="requests">The pages, which all came.</param>
    /// <param name="state">The state of the device's pages after that.</param>
    /// <returns>False when one of them may have left the device since then.</returns>
    public bool TryTake(List<PageRequest> requests, long state)
    {
        if (_random is not null || !Residency.TryAdvance(state))
        {
            return false;
        }

        NoteResident(requests, requests.Count);
        return true;
    }

    /// <summary>Makes the request for a page. It asks for the contents unless the launch overwrites them.</summary>
    /// <param name="mirror">The region's number in the launch.</param>
    /// <param name="page">The page.</param>
    /// <param name="writable">Whether it will be written.</param>
    /// <returns>The request.</returns>
    public PageRequest Request(int mirror, long page, bool writable) => _overwritten[mirror].Request(page, writable);

    /// <summary>Brings pages and promises them until <see cref="Renew"/>.</summary>
    /// <param name="requests">The pages, in the order in which they matter.</param>
    /// <param name="cause">Why they are wanted.</param>
    /// <returns>The number of requests served, from the first on.</returns>
    public int Map(List<PageRequest> requests, MapCause cause)
    {
        // Most launches find all their pages resident after the launch before.
        int served = requests.Count > 0 ? Residency.Map(requests, cause) : 0;
        NoteResident(requests, served);
        return served;
    }

    private void NoteResident(List<PageRequest> requests, int count)
    {
        for (int i = 0; _overwrites && i < count; i++)
        {
            _overwritten[Array.IndexOf(Mirrors, requests[i].Mirror)].NoteResident(requests[i].Page.Number);
        }
    }

    /// <summary>Notes for eviction what a launch with held frames touches. The pages of a parameter that the plan does not know may all be touched.</summary>
    private void NoteTouched()
    {
        List<ForeseenPages> touched = [];
        foreach (MirrorPlan plan in PlanOf(_launch.Plan))
        {
            touched.Add(new ForeseenPages(plan.Mirror, plan.Touched, PageRuns.Empty, IsWritten: !plan.Written.IsEmpty));
        }

        foreach ((RegionMirror mirror, PageRun pages, bool isWritten) in UnplannedPages.Of(_launch, Mirrors))
        {
            touched.Add(new ForeseenPages(mirror, PageRuns.Of(pages.First, pages.Count), PageRuns.Empty, isWritten));
        }

        Residency.NoteTouched(touched);
    }

    /// <summary>The pages of a region that some items of the launch overwrite together, and do not read.</summary>
    private PageRuns CoveredBy(AccessPlan plan, int number)
        => _mayOverwrite ? MirrorPlan.Covered(_launch.Descriptor, _launch.Binding, Mirrors[number], plan) : PageRuns.Empty;

    private bool FindsUnplanned() => !MissingUnplanned().Any();

    /// <summary>The pages of each parameter that the plan does not name all of, and of which one is missing or may not be written.</summary>
    private IEnumerable<(RegionMirror Mirror, PageRun Pages, bool IsWritten)> MissingUnplanned()
        => UnplannedPages.Of(_launch, Mirrors).Where(static unplanned => !unplanned.Mirror.Has(unplanned.Pages, owned: unplanned.IsWritten));

    /// <summary>Brings pages. Those that may be written come writable.</summary>
    /// <param name="plans">The pages of each region.</param>
    /// <returns>False when they do not fit.</returns>
    public bool TryBring(MirrorPlan[] plans) => TryBring(plans, static plan => plan.Written);

    private bool TryBring(MirrorPlan[] plans, Func<MirrorPlan, PageRuns> writable)
    {
        List<PageRequest> requests = Residency.NewRequests();
        Add(requests, plans, writable);
        return Map(requests, MapCause.Planned) == requests.Count;
    }

    private void Add(List<PageRequest> requests, MirrorPlan[] plans, Func<MirrorPlan, PageRuns> writable)
    {
        for (int i = 0; i < plans.Length; i++)
        {
            // In the order of their numbers, since neighbours get frames beside each other.
            PageRuns written = writable(plans[i]);
            PageRuns read = plans[i].Touched.Except(written);
            for (int reading = 0, writing = 0; reading + writing < read.Runs.Length + written.Runs.Length;)
            {
                bool isWritten = reading == read.Runs.Length
                    || (writing < written.Runs.Length && written.Runs[writing].First < read.Runs[reading].First);
                Add(requests, i, isWritten ? written.Runs[writing++] : read.Runs[reading++], isWritten);
            }
        }
    }

    private void Add(List<PageRequest> requests, int mirror, PageRun run, bool writable)
    {
        for (long page = run.First; page < run.End; page++)
        {
            // The frames are held, so a resident page needs no promise.
            if (Residency.IsLinear && (writable ? Mirrors[mirror].IsDirty(page) : Mirrors[mirror].IsResident(page)))
            {
                _overwritten[mirror].NoteResident(page);
            }
            else
            {
                requests.Add(Request(mirror, page, writable));
            }
        }
    }
}
