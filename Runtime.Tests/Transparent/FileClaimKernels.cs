namespace HmmGen.Tests.Transparent;

/// <summary>A kernel that writes two maps of one file.</summary>
internal static partial class FileClaimKernels
{
    /// <summary>Adds to both ends of neighbours: to the last elements of one map and the first of another.</summary>
    /// <param name="i">The work item.</param>
    /// <param name="low">The first map.</param>
    /// <param name="high">The map behind it.</param>
    [HmmKernel]
    public static void Add(int i, Span<byte> low, Span<byte> high)
    {
        low[low.Length - 1 - i] += 10;
        high[i] += 20;
    }
}
