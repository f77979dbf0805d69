using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Launching;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Generated;

/// <summary>Launches kernels; what generated overloads call.</summary>
internal static class KernelLauncher
{
    /// <summary>Runs a kernel and returns when it has finished.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="buffers">The buffers, in the order of the span parameters.</param>
    /// <exception cref="ArgumentException">An argument is wrong; nothing ran.</exception>
    /// <exception cref="HmmAccessException">A work item reached outside a buffer, or against its protection.</exception>
    /// <exception cref="HmmOutOfMemoryException">The device cannot hold one page.</exception>
    public static void Launch<TKernel, TArguments>(
        HmmDevice device, HmmExtent extent, TArguments arguments, params ReadOnlySpan<LaunchBuffer> buffers)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        ArgumentNullException.ThrowIfNull(device);
        Launch<TKernel, TArguments>(device.Session, extent, arguments, buffers);
    }

    private static void Launch<TKernel, TArguments>(
        DeviceSession device, HmmExtent extent, TArguments arguments, ReadOnlySpan<LaunchBuffer> buffers)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        LaunchCheck.Arguments(TKernel.Descriptor, device, extent, buffers);
        if (extent.IsEmpty)
        {
            ProgressReport.Of(device, extent)?.Finish();
            return;
        }

        LaunchCounters counters = new(device, TKernel.Descriptor.Name, extent.Measurement);
        AccessPlan plan = KernelPlanner<TKernel, TArguments>.Whole(counters, extent, arguments, buffers);
        using SharedLock.Holder? launch = device.IsHost ? null : device.LaunchLock.Enter(shared: false);
        using LaunchCounters counted = counters.Begin();
        using LaunchBinding binding = new(TKernel.Descriptor, buffers);
        binding.Enter();
        void Run() => Run<TKernel, TArguments>(device, extent, arguments, binding, plan, counters, CancellationToken.None);
        if (device.IsHost)
        {
            device.Processors.Run(Run);
        }
        else
        {
            Run();
        }
    }

    /// <summary>
    /// Runs a kernel without blocking a thread while waiting for others. What runs has threads of its own, on the host as many as there are processors to be
    /// had, of a device one at a time, which also bring back what plain arrays get and let the next launch begin. None is of the pool, but for those that a
    /// simulated device takes besides.
    /// </summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="buffers">The buffers, in the order of the span parameters; not to be touched until the task ends.</param>
    /// <param name="cancellationToken">Ends the launch, within some 50 ms where no single work item takes longer. Each item has then run to its end or has changed nothing.</param>
    /// <returns>When the kernel has finished. Wrong arguments throw at once.</returns>
    public static Task LaunchAsync<TKernel, TArguments>(
        HmmDevice device, HmmExtent extent, TArguments arguments, LaunchBuffer[] buffers, CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(buffers);
        return LaunchAsync<TKernel, TArguments>(device.Session, extent, arguments, buffers, cancellationToken);
    }

    private static Task LaunchAsync<TKernel, TArguments>(
        DeviceSession device, HmmExtent extent, TArguments arguments, LaunchBuffer[] buffers, CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        LaunchCheck.Arguments(TKernel.Descriptor, device, extent, buffers);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        if (extent.IsEmpty)
        {
            ProgressReport.Of(device, extent)?.Finish();
            return Task.CompletedTask;
        }

        return device.IsHost
            ? RunOnHostAsync<TKernel, TArguments>(device, extent, arguments, buffers, cancellationToken)
            : RunOnDeviceAsync<TKernel, TArguments>(device, extent, arguments, buffers, cancellationToken);
    }

    private static async Task RunOnHostAsync<TKernel, TArguments>(
        DeviceSession device, HmmExtent extent, TArguments arguments, LaunchBuffer[] buffers, CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        LaunchCounters counters = new(device, TKernel.Descriptor.Name, extent.Measurement);
        AccessPlan plan = KernelPlanner<TKernel, TArguments>.Whole(counters, extent, arguments, buffers);
        using LaunchBinding binding = new(TKernel.Descriptor, buffers);
        await binding.EnterAsync(cancellationToken).ConfigureAwait(false);
        await device.Processors.RunAsync(
            () =>
            {
                // Here, since the thread that goes on after the launch may be long in coming.
                using (counters.Begin())
                using (binding)
                {
                    Run<TKernel, TArguments>(device, extent, arguments, binding, plan, counters, cancellationToken);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task RunOnDeviceAsync<TKernel, TArguments>(
        DeviceSession device, HmmExtent extent, TArguments arguments, LaunchBuffer[] buffers, CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        LaunchCounters counters = new(device, TKernel.Descriptor.Name, extent.Measurement);
        AccessPlan plan = KernelPlanner<TKernel, TArguments>.Whole(counters, extent, arguments, buffers);
        using SharedLock.Holder launch = await device.LaunchLock.EnterAsync(shared: false, cancellationToken).ConfigureAwait(false);
        using LaunchBinding binding = new(TKernel.Descriptor, buffers);
        await binding.EnterAsync(cancellationToken).ConfigureAwait(false);
        await LaunchThreads.RunAsync(() =>
        {
            // Here, since the thread that goes on after the launch may be long in coming.
            using (launch)
            using (counters.Begin())
            using (binding)
            {
                Run<TKernel, TArguments>(device, extent, arguments, binding, plan, counters, cancellationToken);
            }
        }).ConfigureAwait(false);
    }

    private static void Run<TKernel, TArguments>(
        DeviceSession device,
        HmmExtent extent,
        TArguments arguments,
        LaunchBinding binding,
        AccessPlan plan,
        LaunchCounters counters,
        CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        device.ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        if (plan.Refusal is { } refusal)
        {
            throw new LaunchErrors(TKernel.Descriptor, binding).Of(ErrorCode.OutOfRange, refusal.Site, refusal.Element, refusal.Item);
        }

        counters.Add(Counter.Launches, 1);
        ProgressReport? progress = ProgressReport.Of(device, extent);
        if (device.IsHost)
        {
            new HostLaunch<TKernel, TArguments>(device, extent, arguments, binding, plan, counters, progress, cancellationToken).Run();
        }
        else
        {
            new DeviceLaunch<TKernel, TArguments>(device, extent, arguments, binding, plan, counters, progress, cancellationToken).Run();
        }

        progress?.Finish();
    }
}
