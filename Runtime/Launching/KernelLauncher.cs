using System.ComponentModel;
using HmmGen.Launching;
using HmmGen.Planning;

namespace HmmGen.Kernels;

/// <summary>Launches kernels; what generated overloads call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelLauncher
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
        LaunchCheck.Arguments(TKernel.Descriptor, device, extent, buffers);
        if (extent.IsEmpty)
        {
            return;
        }

        AccessPlan plan = KernelPlanner<TKernel, TArguments>.Whole(device, extent, arguments, buffers);
        using SharedLock.Holder? launch = device.Kind == HmmDeviceKind.Host ? null : device.LaunchLock.Enter(shared: false);
        using LaunchBinding binding = new(TKernel.Descriptor, buffers);
        binding.Enter().GetAwaiter().GetResult();
        Run<TKernel, TArguments>(device, extent, arguments, binding, plan, CancellationToken.None);
    }

    /// <summary>Runs a kernel without blocking a thread while waiting for others; the work itself is done on the thread pool.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="buffers">The buffers, in the order of the span parameters; not to be touched until the task ends.</param>
    /// <param name="cancellationToken">Ends the launch between chunks and waves; work items that have run stay run.</param>
    /// <returns>When the kernel has finished. Wrong arguments throw at once.</returns>
    public static Task LaunchAsync<TKernel, TArguments>(
        HmmDevice device, HmmExtent extent, TArguments arguments, LaunchBuffer[] buffers, CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        ArgumentNullException.ThrowIfNull(buffers);
        LaunchCheck.Arguments(TKernel.Descriptor, device, extent, buffers);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken)
            : extent.IsEmpty ? Task.CompletedTask
            : Task.Run(() => RunAsync<TKernel, TArguments>(device, extent, arguments, buffers, cancellationToken), CancellationToken.None);
    }

    private static async Task RunAsync<TKernel, TArguments>(
        HmmDevice device, HmmExtent extent, TArguments arguments, LaunchBuffer[] buffers, CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        AccessPlan plan = KernelPlanner<TKernel, TArguments>.Whole(device, extent, arguments, buffers);
        using SharedLock.Holder? launch = device.Kind == HmmDeviceKind.Host
            ? null
            : await device.LaunchLock.EnterAsync(shared: false).ConfigureAwait(false);
        using LaunchBinding binding = new(TKernel.Descriptor, buffers);
        await binding.Enter().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        Run<TKernel, TArguments>(device, extent, arguments, binding, plan, cancellationToken);
    }

    private static void Run<TKernel, TArguments>(
        HmmDevice device, HmmExtent extent, TArguments arguments, LaunchBinding binding, AccessPlan plan, CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        device.ThrowIfDisposed();
        if (plan.Refusal is { } refusal)
        {
            throw new LaunchErrors(TKernel.Descriptor, binding).Of(FaultCode.OutOfRange, refusal.Site, refusal.Element, refusal.Item);
        }

        device.Counters.AddLaunches(1);
        if (device.Kind == HmmDeviceKind.Host)
        {
            new HostLaunch<TKernel, TArguments>(device, extent, arguments, binding, plan, cancellationToken).Run();
        }
        else
        {
            new DeviceLaunch<TKernel, TArguments>(device, extent, arguments, binding, plan, cancellationToken).Run();
        }
    }
}
