using HmmGen.Base;
using HmmGen.Base.Teams;
using HmmGen.Kernels;
using HmmGen.Launching.InPlace;
using HmmGen.Launching.Telemetry;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Plans a launch, waits for the device and the regions' locks, and runs the launch.</summary>
internal static class KernelLauncher
{
    /// <summary>
    /// Runs a kernel. If <paramref name="here"/> is false, the launch has its own threads: on the host one for each free processor, on a device one thread.
    /// These threads also copy results back to plain arrays and let the next launch begin. They are not in the thread pool.
    /// </summary>
    /// <param name="kernel">The kernel, with its arguments.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="buffers">The buffers, in the order of the span parameters. They are checked. The caller must not touch them until the task ends.</param>
    /// <param name="here">
    /// Whether this thread waits and runs the kernel, without help of another thread. The returned task has ended then. Otherwise no thread waits.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the launch within about 50 ms, if no single work item takes longer. Each item has then run to its end or has changed nothing.
    /// </param>
    /// <returns>A task that ends with the kernel.</returns>
    public static Task RunAsync(
        LaunchedKernel kernel, DeviceSession device, HmmExtent extent, LaunchBuffer[] buffers, bool here, CancellationToken cancellationToken)
    {
        if (!here)
        {
            return BeginAsync(kernel, device, extent, buffers, here, cancellationToken);
        }

        FirmWait.Begin();
        try
        {
            return BeginAsync(kernel, device, extent, buffers, here, cancellationToken);
        }
        finally
        {
            FirmWait.End();
        }
    }

    private static Task BeginAsync(
        LaunchedKernel kernel, DeviceSession device, HmmExtent extent, LaunchBuffer[] buffers, bool here, CancellationToken cancellationToken)
        => LaunchReport.IsWanted
            ? ReportedAsync(kernel, device, extent, buffers, here, cancellationToken)
            : UnreportedAsync(kernel, device, extent, buffers, here, cancellationToken);

    private static async Task ReportedAsync(
        LaunchedKernel kernel, DeviceSession device, HmmExtent extent, LaunchBuffer[] buffers, bool here, CancellationToken cancellationToken)
    {
        LaunchReport report = LaunchReport.Begin(kernel.Descriptor.Name, device.Name, extent.Box.Count, extent.Measurement);
        try
        {
            await UnreportedAsync(kernel, device, extent with { Measurement = report.Measurement }, buffers, here, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            report.End(failure);
            throw;
        }

        report.End(failure: null);
    }

    private static async Task UnreportedAsync(
        LaunchedKernel kernel, DeviceSession device, HmmExtent extent, LaunchBuffer[] buffers, bool here, CancellationToken cancellationToken)
    {
        ForeignCode.Refuse("a launch");
        cancellationToken.ThrowIfCancellationRequested();
        if (extent.IsEmpty)
        {
            ProgressReport.Of(device, extent)?.Finish();
            return;
        }

        using LaunchCounters counters = new(device, kernel.Descriptor.Name, extent.Measurement);
        PagingTestOptions testing = device.Options.Testing;
        AccessPlan plan = testing.KeptPlans ? kernel.PlanLaunch(counters, extent.Box, buffers) : kernel.Plan(counters, extent.Box, buffers);
        using SharedLock.Holder? turn = device.IsHost ? null
            : here ? device.LaunchLock.Enter(shared: false)
            : await device.LaunchLock.EnterAsync(shared: false, cancellationToken).ConfigureAwait(false);
        using SharedLock.Holder? hardware = here ? device.EnterHardware() : await device.EnterHardwareAsync(cancellationToken).ConfigureAwait(false);
        using LaunchBinding binding = new(kernel.Descriptor, buffers, device);
        await binding.EnterAsync(here, cancellationToken).ConfigureAwait(false);
        void Work()
        {
            // Everything is released here: the thread that continues after the launch may start late.
            using (turn)
            using (hardware)
            using (counters.Begin())
            {
                try
                {
                    device.ThrowIfDisposed();
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!device.IsHost)
                    {
                        binding.RefuseAddressesOfArrays();
                    }

                    ProgressReport? progress = ProgressReport.Of(device, extent);
                    Launch launch = new(kernel, device, extent.Box, binding, plan, counters, progress, cancellationToken)
                    {
                        MayBeKept = here && testing.KeptLaunches && extent is { Progress: null, Measurement: null },
                    };
                    if (plan.Refusal is { } refusal)
                    {
                        throw launch.Errors.Of(ErrorCode.OutOfRange, refusal.Site, refusal.Element, refusal.Item);
                    }

                    counters.Add(Counter.Launches, 1);
                    if (device.IsHost)
                    {
                        kernel.RunOnHost(launch);
                    }
                    else if (device.Place is { } place)
                    {
                        InPlaceLaunch.Run(launch, place);
                    }
                    else
                    {
                        new DeviceLaunch(launch).Run();
                    }

                    progress?.Finish();
                }
                catch
                {
                    binding.Abandon();
                    throw;
                }

                binding.Dispose();
            }
        }

        await (device.IsHost ? device.Processors.RunAsync(Work, here, cancellationToken) : LaunchThreads.RunAsync(Work, here)).ConfigureAwait(false);
    }
}
