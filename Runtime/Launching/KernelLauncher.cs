using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Takes a launch from its arguments to its end: plans it, waits for what it needs, and runs it.</summary>
internal static class KernelLauncher
{
    /// <summary>
    /// Runs a kernel. What does not run here has threads of its own, on the host as many as there are processors to be had, of a device one at a time, which
    /// also bring back what plain arrays get and let the next launch begin. None is of the pool, but for those that a simulated device takes besides.
    /// </summary>
    /// <param name="kernel">The kernel, with its arguments.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="buffers">The buffers, in the order of the span parameters; checked, and not to be touched until the task ends.</param>
    /// <param name="here">Whether this thread waits and runs the kernel, and needs no other to go on; the task has ended then. Else no thread waits.</param>
    /// <param name="cancellationToken">
    /// Ends the launch, within some 50 ms where no single work item takes longer. Each item has then run to its end or has changed nothing.
    /// </param>
    /// <returns>When the kernel has finished.</returns>
    public static async Task RunAsync(
        LaunchedKernel kernel, DeviceSession device, HmmExtent extent, LaunchBuffer[] buffers, bool here, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (extent.IsEmpty)
        {
            ProgressReport.Of(device, extent)?.Finish();
            return;
        }

        LaunchCounters counters = new(device, kernel.Descriptor.Name, extent.Measurement);
        AccessPlan plan = kernel.Plan(counters, extent.Box, buffers);
        using SharedLock.Holder? turn = device.IsHost ? null
            : here ? device.LaunchLock.Enter(shared: false)
            : await device.LaunchLock.EnterAsync(shared: false, cancellationToken).ConfigureAwait(false);
        using LaunchBinding binding = new(kernel.Descriptor, buffers);
        await binding.EnterAsync(here, cancellationToken).ConfigureAwait(false);
        void Work()
        {
            // Ended here, since the thread that goes on after the launch may be long in coming.
            using (turn)
            using (counters.Begin())
            using (binding)
            {
                device.ThrowIfDisposed();
                cancellationToken.ThrowIfCancellationRequested();
                ProgressReport? progress = ProgressReport.Of(device, extent);
                Launch launch = new(kernel, device, extent.Box, binding, plan, counters, progress, cancellationToken);
                if (plan.Refusal is { } refusal)
                {
                    throw launch.Errors.Of(ErrorCode.OutOfRange, refusal.Site, refusal.Element, refusal.Item);
                }

                counters.Add(Counter.Launches, 1);
                if (device.IsHost)
                {
                    kernel.RunOnHost(launch);
                }
                else
                {
                    new DeviceLaunch(launch).Run();
                }

                progress?.Finish();
            }
        }

        await (device.IsHost ? device.Processors.RunAsync(Work, here, cancellationToken) : LaunchThreads.RunAsync(Work, here)).ConfigureAwait(false);
    }
}
