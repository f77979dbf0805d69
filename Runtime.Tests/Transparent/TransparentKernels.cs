using HmmGen.Tests.Generated.Methods;

namespace HmmGen.Tests.Transparent;

/// <summary>Kernels whose work the host can follow.</summary>
internal static partial class TransparentKernels
{
    /// <summary>Adds to each element.</summary>
    [HmmKernel]
    public static void Add(int i, int value, Span<int> target) => target[i] += value;

    /// <summary>Adds to each byte.</summary>
    [HmmKernel]
    public static void AddBytes(int i, int value, Span<byte> target) => target[i] = (byte)(target[i] + value);

    /// <summary>Adds to every other element.</summary>
    [HmmKernel]
    public static void AddToEven(int i, int value, Span<int> target) => target[2 * i] += value;

    /// <summary>Overwrites each element.</summary>
    [HmmKernel]
    public static void Fill(int i, int value, Span<int> target) => target[i] = value;

    /// <summary>Reads one array and overwrites another.</summary>
    [HmmKernel]
    public static void Copy(int i, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[i];

    /// <summary>Divides: fails on a zero.</summary>
    [HmmKernel]
    public static void Divide(int i, ReadOnlySpan<int> divisors, Span<int> target) => target[i] = target[i] / divisors[i];

    /// <summary>Adds to elements of twelve bytes.</summary>
    [HmmKernel]
    public static void AddTriple(int i, int value, Span<Triple> target)
    {
        target[i].A += value;
        target[i].C -= value;
    }
}
