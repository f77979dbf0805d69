using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Launching.InPlace;
using HmmGen.Launching.Kept;
using HmmGen.Launching.Scouting;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A kernel with the arguments of a launch.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
/// <param name="arguments">The scalar arguments.</param>
internal sealed class LaunchedKernel<TKernel, TArguments>(TArguments arguments) : LaunchedKernel
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    private readonly TArguments _given = arguments;
    private TArguments _arguments = arguments;

    /// <inheritdoc/>
    public override KernelDescriptor Descriptor { get; } = TKernel.Descriptor;

    /// <inheritdoc/>
    public override AccessPlan PlanLaunch(LaunchCounters counters, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers)
    {
        AccessPlan? kept = KeptPlans<TKernel, TArguments>.Find(Descriptor, _given, box, buffers);
        return kept ?? KeptPlans<TKernel, TArguments>.Keep(Descriptor, _given, box, buffers, Plan(counters, box, buffers));
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Scalars
        => ArgumentSpans.ScalarsOf(_arguments, Descriptor.Parameters.Count);

    /// <inheritdoc/>
    public override AccessPlan Plan(LaunchCounters counters, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers)
    {
        long started = Stopwatch.GetTimestamp();
        int[] lengths = new int[buffers.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = (int)buffers[i].Length;
        }

        LaunchPlan plan = new(Descriptor, lengths, box);
        TKernel.Plan(plan, _arguments);
        AccessPlan complete = plan.Complete();
        counters.Add(Counter.PlanningTime, Stopwatch.GetElapsedTime(started));
        return complete;
    }

    /// <inheritdoc/>
    public override void Bind(int parameter, DeviceSpan span) => ArgumentSpans.Bind(ref _arguments, parameter, span);

    /// <inheritdoc/>
    public override TimeSpan Run(DeviceMemory.LaunchResidency residency, KernelVariant variant, Wave wave, CancellationToken stop)
        => residency.Run<TKernel, TArguments>(variant, wave, _arguments, stop);

    /// <inheritdoc/>
    public override TimeSpan RunInPlace(DevicePort port, KernelVariant variant, Wave wave)
    {
        long started = Stopwatch.GetTimestamp();
        port.RunInPlace<TKernel, TArguments>(variant, wave, _arguments);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <inheritdoc/>
    public override void RunOnHost(Launch launch)
    {
        HostLaunch<TKernel, TArguments> host = new(launch, _given);
        if (host.Run() is { } spans && launch.MayBeKept)
        {
            KeptLaunches<TKernel, TArguments>.KeepOnHost(launch, _given, spans);
        }
    }

    /// <inheritdoc/>
    public override void Keep(Launch launch, LaunchPages pages, KeptScout? found, ControlLayout layout)
        => KeptLaunches<TKernel, TArguments>.KeepOnDevice(launch, _given, _arguments, pages, found, layout);

    /// <inheritdoc/>
    public override void KeepInPlace(Launch launch, ReadOnlySpan<DeviceSpan> spans, HomeRange[] ranges, ControlLayout layout)
        => KeptLaunches<TKernel, TArguments>.KeepInPlace(launch, _given, spans, ranges, layout);
}
