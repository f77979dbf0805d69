using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary>Sleeps for a millisecond, and counts the threads that do so at the same time. Its argument is the number of the counter.</summary>
/// <remarks>Written by hand, since the kernel language has neither sleep nor static fields that change.</remarks>
public struct CrowdKernel : IHmmKernel<int>
{
    private static readonly int[] Inside = new int[16];
    private static readonly int[] Highest = new int[16];

    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Crowd",
        Rank = 1,
        File = "Ops.cs",
        Line = 70,
        Parameters = [],
        Sites = [],
        StateSize = 0,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <inheritdoc/>
    public static int Rank => 1;

    /// <summary>The most threads that were in the kernel at a time.</summary>
    /// <param name="counter">The counter.</param>
    /// <returns>The number.</returns>
    public static int Most(int counter) => Volatile.Read(ref Highest[counter]);

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static void Launch(HmmDevice device, HmmExtent extent, int counter) => Launcher.Launch<CrowdKernel, int>(device, extent, counter);

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static Task LaunchAsync(HmmDevice device, HmmExtent extent, int counter, CancellationToken cancellationToken)
        => Launcher.LaunchAsync<CrowdKernel, int>(device, extent, counter, [], cancellationToken);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, int arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        for (long slot = first; slot < end; slot++)
        {
            progress.Begin(slot, 0);
            progress.At(0);
            Stay(arguments);
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, int arguments, long slot, ItemIndices item)
        where TMemory : struct, IDeviceMemory<TMemory>
        => Stay(arguments);

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, int arguments)
    {
    }

    private static void Stay(int counter)
    {
        int inside = Interlocked.Increment(ref Inside[counter]);
        for (int most = Most(counter); inside > most; most = Most(counter))
        {
            Interlocked.CompareExchange(ref Highest[counter], inside, most);
        }

        Thread.Sleep(1);
        Interlocked.Decrement(ref Inside[counter]);
    }
}
