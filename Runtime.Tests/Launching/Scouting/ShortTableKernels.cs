namespace HmmGen.Tests.Launching.Scouting;

/// <summary>Kernels that look elements up in tables by bytes.</summary>
internal static partial class ShortTableKernels
{
    [HmmKernel]
    public static void LookUp(int i, ReadOnlySpan<byte> codes, ReadOnlySpan<int> table, Span<int> target) => target[i] = table[codes[i]];

    /// <summary>The store is conditional, so a launch is not refused for it.</summary>
    [HmmKernel]
    public static void LookUpBehind(int i, ReadOnlySpan<byte> codes, ReadOnlySpan<int> table, Span<int> target)
    {
        if (codes[i] != 0)
        {
            target[i + 1] = table[codes[i]];
        }
    }
}
