using HmmGen.Generated;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary>Launches kernels as generated overloads do.</summary>
internal static class Launcher
{
    /// <summary>Runs a kernel and returns when it has finished.</summary>
    public static void Launch<TKernel, TArguments>(HmmDevice device, HmmExtent extent, TArguments arguments, params LaunchBuffer[] buffers)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        KernelLaunch launch = new(device, extent);
        launch.Run<TKernel, TArguments>(arguments, buffers);
        launch.Finish();
    }

    /// <summary>Runs a kernel without blocking a thread.</summary>
    public static Task LaunchAsync<TKernel, TArguments>(
        HmmDevice device, HmmExtent extent, TArguments arguments, LaunchBuffer[] buffers, CancellationToken cancellationToken)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        KernelLaunch launch = new(device, extent, cancellationToken);
        launch.Run<TKernel, TArguments>(arguments, buffers);
        return launch.Task;
    }
}
