using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary>Adds a number that is made of all indices to the item's cell in control memory. Its argument is not used.</summary>
/// <typeparam name="TRank">Its rank.</typeparam>
public readonly struct CellKernel<TRank> : IHmmKernel<int>
    where TRank : struct, ICellRank
{
    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Cells",
        Rank = Rank,
        File = "Ops.cs",
        Line = 1,
        Parameters = [],
        Sites = [],
        StateSize = 0,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <inheritdoc/>
    public static int Rank => TRank.Value;

    /// <summary>What an item adds to its cell.</summary>
    /// <param name="at0">Its outermost index.</param>
    /// <param name="at1">Its second index, or 0.</param>
    /// <param name="at2">Its third index, or 0.</param>
    /// <returns>The number.</returns>
    public static long NumberOf(long at0, long at1, long at2) => 1 + at0 * 1_000_000_007 + at1 * 100_003 + at2;

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, int arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, int arguments, long slot, ItemIndices item)
        where TMemory : struct, IDeviceMemory<TMemory>
        => TMemory.Control<long>(memory, slot * sizeof(long)) += NumberOf(item.At0, item.At1, item.At2);

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, int arguments)
    {
    }
}
