using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Launching.Lanes;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>A launch on the host that has run. It remembers how many items are not worth a second thread.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal sealed class KeptHostLaunch<TKernel, TArguments> : KeptLaunch<TKernel, TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    private readonly Wave _wave;
    private readonly DeviceSpan[] _bound;
    private readonly bool _canFail;

    // For each buffer that is only read, when it was brought to the host. Launches at the same time note the same.
    private readonly long[] _settled;
    private readonly KernelLanes? _lanes;
    private readonly LaneTrial? _trial;
    private Team? _spare;
    private long _alone;

    /// <summary>Keeps a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="bound">The place of each span parameter's elements, as <see cref="HostLaunch{TKernel, TArguments}.Run"/> gives it.</param>
    public KeptHostLaunch(Launch launch, in TArguments given, DeviceSpan[] bound)
        : base(launch, given)
    {
        _wave = Wave.Of(launch.Box);
        _bound = bound;
        _settled = new long[bound.Length];
        _settled.AsSpan().Fill(-1);
        _lanes = LaneChoice.Of<TKernel, TArguments>(launch, bound, given);
        _canFail = !launch.Plan.InBounds || launch.Descriptor.HasGuards;
        _trial = LaneTrial.Of(_lanes, launch.Descriptor, launch.Device);
    }

    /// <inheritdoc/>
    protected override bool TryRunHeld(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        HostProcessors processors = device.Processors;
        if (!processors.TryHold(out HostProcessors? outer))
        {
            return false;
        }

        long waves = 0, running = 0;
        try
        {
            BringToHost(buffers);
            waves = 1;
            Run(device, buffers, out running);
        }
        finally
        {
            processors.Return(outer);
            device.Kernels.AddEnded(Descriptor.Name, waves, running);
        }

        return true;
    }

    private void BringToHost(ReadOnlySpan<LaunchBuffer> buffers)
    {
        for (int i = 0; i < buffers.Length; i++)
        {
            ref readonly LaunchBuffer buffer = ref buffers[i];
            if (buffer.Region is { } region)
            {
                if (Descriptor.Parameters[i].Writes)
                {
                    region.Settle(buffer.FirstUnit, buffer.UnitCount, write: true);
                    region.Written?.Add(buffer.FirstUnit, buffer.UnitCount);
                }
                else
                {
                    _settled[i] = region.SettleAgain(buffer.FirstUnit, buffer.UnitCount, _settled[i]);
                }
            }
        }
    }

    private void Run(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers, out long running)
    {
        Team team = Interlocked.Exchange(ref _spare, null) ?? new Team(this, device);
        try
        {
            PinnedArrays.Run(buffers, team.Bound, new Pinned(this, team, device, buffers));
        }
        finally
        {
            running = team.Taken;
            team.Failure.Clear();
            Volatile.Write(ref _spare, team);
        }
    }

    private void RunPinned(Team team, DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        KernelLanes? lanes = LaneChoice.Now(_lanes, Descriptor, team.Bound, _wave.Count, device);
        long unit = LaneLoop.Unit(lanes, TKernel.Rank, _wave), known = Volatile.Read(ref _alone);
        team.Search = FailureSearches.Of(Descriptor, team.Bound, _wave.Count, _canFail, isApart: lanes is not null);
        team.Begin(lanes, _trial, known, unit);
        team.Tables?.Begin(team.Lanes, team.Bound, _wave.Count);
        long alone = team.Run(_wave.Count, unit, known);
        if (team.Failure.Exception is { } failure)
        {
            Launch whole = Whole(device, buffers);
            using (whole.Binding)
            {
                new HostLaunch<TKernel, TArguments>(whole, Given).Throw(team.Bound, team.Failure.Slot, failure);
            }
        }

        Volatile.Write(ref _alone, alone);
    }

    private readonly ref struct Pinned(
        KeptHostLaunch<TKernel, TArguments> launch, Team team, DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers) : IPinnedRun
    {
        private readonly ReadOnlySpan<LaunchBuffer> _buffers = buffers;

        public void Run() => launch.RunPinned(team, device, _buffers);
    }

    /// <summary>The threads of one run, with the places of its elements.</summary>
    private sealed class Team : HostTeam
    {
        private readonly KeptHostLaunch<TKernel, TArguments> _launch;
        private LaneTrial? _trial;
        private LaneAttempt _attempt;
        private KernelLanes? _tried;
        private long _ticks;
        private long _ran;

        public Team(KeptHostLaunch<TKernel, TArguments> launch, DeviceSession device)
            : this(launch, device, [.. launch._bound], LaneTables.Of(launch.Descriptor, device))
        {
        }

        private Team(KeptHostLaunch<TKernel, TArguments> launch, DeviceSession device, DeviceSpan[] bound, LaneTables? tables)
            : base(device.Processors, new HostSpans(bound), tables)
            => (_launch, Bound, Tables) = (launch, bound, tables);

        public DeviceSpan[] Bound { get; }

        public LaneTables? Tables { get; }

        public KernelLanes? Lanes { get; private set; }

        public HostFailure Failure { get; } = new();

        public FailureSearch Search { get; set; }

        /// <summary>Begins a run.</summary>
        /// <param name="lanes">How items may run side by side; null when they may not.</param>
        /// <param name="trial">What finds out whether they should; null where that is known.</param>
        /// <param name="alone">How many items are not worth sharing.</param>
        /// <param name="unit">The items that ranges do not cut.</param>
        public void Begin(KernelLanes? lanes, LaneTrial? trial, long alone, long unit)
        {
            _trial = null;
            Lanes = lanes;
            if (lanes is null || trial is null)
            {
                return;
            }

            Lanes = trial.Better == LaneForm.Loop ? null : lanes;
            long items = _launch._wave.Count;
            LaneAttempt? due = trial.IsDue() ? trial.Begin(LaneTrial.ItemsOf(items, alone, unit), items, unit)
                : Lanes is null ? null
                : trial.Call(items, unit);
            if (due is { } attempt)
            {
                (_trial, _attempt, _ticks, _ran) = (trial, attempt, 0, 0);
                _tried = attempt.Form == LaneForm.Lanes ? lanes : null;
            }
        }

        /// <inheritdoc/>
        protected override bool RunUnits(HostSpans memory, long first, long end)
        {
            if (_trial is not { } trial)
            {
                return Run(Lanes, memory, first, end);
            }

            long from = Math.Clamp(_attempt.First, first, end), to = Math.Clamp(_attempt.End, first, end);
            return from == to
                ? Run(Lanes, memory, first, end)
                : (first == from || Run(Lanes, memory, first, from)) && Try(trial, memory, from, to) && (to == end || Run(Lanes, memory, to, end));
        }

        /// <summary>Runs items of the part that is tried, which ranges may cut. Who ends the last ones notes the time of all.</summary>
        private bool Try(LaneTrial trial, HostSpans memory, long first, long end)
        {
            long began = Stopwatch.GetTimestamp();
            if (!Run(_tried, memory, first, end))
            {
                // The items before one that fails tell nothing.
                return false;
            }

            Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - began);
            if (Interlocked.Add(ref _ran, end - first) == _attempt.Items)
            {
                trial.Note(_attempt, Volatile.Read(ref _ticks));
            }

            return true;
        }

        private bool Run(KernelLanes? lanes, HostSpans memory, long first, long end)
            => HostLaunch<TKernel, TArguments>.TryItems(lanes, memory, _launch._wave, _launch.Given, Search, first, end, Failure);
    }
}
