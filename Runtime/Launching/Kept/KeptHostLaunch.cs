using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>A launch on the host that has run. Where one thread runs it, it makes no object.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal sealed class KeptHostLaunch<TKernel, TArguments> : KeptLaunch<TKernel, TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    private readonly Wave _wave;
    private readonly DeviceSpan[] _bound;
    private readonly HostSpans _spans;
    private readonly bool _canFail;

    /// <summary>Keeps a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="bound">The place of each span parameter's elements, as <see cref="HostLaunch{TKernel, TArguments}.Run"/> gives it.</param>
    public KeptHostLaunch(Launch launch, in TArguments given, DeviceSpan[] bound)
        : base(launch, given)
    {
        _wave = Wave.Of(launch.Box);
        _bound = bound;
        _spans = new HostSpans(bound);
        _canFail = !launch.Plan.InBounds || launch.Descriptor.HasGuards;
    }

    /// <inheritdoc/>
    protected override bool TryRunHeld(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        HostProcessors processors = device.Processors;
        if (!processors.TryHold(out HostProcessors? outer))
        {
            return false;
        }

        Span<long> own = stackalloc long[(int)Counter.FirstOfPages];
        try
        {
            Count(device, own, Counter.Launches, 1);
            BringToHost(buffers);
            Count(device, own, Counter.Waves, 1);
            long started = Stopwatch.GetTimestamp();
            try
            {
                Run(device, buffers);
            }
            finally
            {
                Count(device, own, Counter.RunningTime, Stopwatch.GetElapsedTime(started).Ticks);
            }
        }
        finally
        {
            processors.Return(outer);
            device.Kernels.Add(Descriptor.Name, own, start: null, end: null);
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
                bool writes = Descriptor.Parameters[i].Writes;
                region.Settle(buffer.FirstUnit, buffer.UnitCount, writes);
                if (writes)
                {
                    region.Written?.Add(buffer.FirstUnit, buffer.UnitCount);
                }
            }
        }
    }

    private void Run(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        long slot = 0;
        Exception? failure = HostLaunch<TKernel, TArguments>.RangesOf(_wave.Count, device.Processors) == 1
            ? RunItems(0, _wave.Count, ref slot)
            : RunTeam(device.Processors, ref slot);
        if (failure is not null)
        {
            new HostLaunch<TKernel, TArguments>(Whole(device, buffers), Given).Throw(_bound, slot, failure);
        }
    }

    private Exception? RunItems(long first, long end, ref long slot)
        => HostLaunch<TKernel, TArguments>.TryItems(_spans, _wave, Given, _canFail, first, end, ref slot);

    /// <summary>Runs all items on several threads, and returns the failure of the lowest item.</summary>
    private Exception? RunTeam(HostProcessors processors, ref long slot)
    {
        HostFailure failure = new();
        long count = _wave.Count;
        long ranges = HostLaunch<TKernel, TArguments>.RangesOf(count, processors);
        new HostTeam(
            processors,
            ranges,
            range =>
            {
                long failed = 0;
                Exception? exception = RunItems(
                    HostLaunch<TKernel, TArguments>.StartOf(range, ranges, count),
                    HostLaunch<TKernel, TArguments>.StartOf(range + 1, ranges, count),
                    ref failed);
                if (exception is not null)
                {
                    failure.Note(failed, exception);
                }

                return exception is null;
            }).Run();
        slot = failure.Slot;
        return failure.Exception;
    }
}
