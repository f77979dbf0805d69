namespace HmmGen.Tests.Launching;

/// <summary>Kernels whose elements only the contents of an array tell.</summary>
public static partial class IndexKernels
{
    /// <summary>Reads an element that an index names.</summary>
    [HmmKernel]
    public static void Read(int i, ReadOnlySpan<int> indices, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[indices[i]];

    /// <summary>Writes elements where flags say so: a plan knows which elements may be written, and not whether they are.</summary>
    [HmmKernel]
    public static void WriteBehind(int i, int distance, ReadOnlySpan<int> flags, Span<int> target)
    {
        if (flags[i] != 0)
        {
            target[i + distance] = flags[i];
        }
    }

    /// <summary>Copies a strip as <see cref="Span{T}.CopyTo"/> does: source and target may overlap.</summary>
    [HmmKernel]
    public static void Move(int i, int width, ReadOnlySpan<int> source, Span<int> target) => source.Slice(i * width, width).CopyTo(target.Slice(i * width, width));

    /// <summary>Changes an element that an index names. No two items name the same one.</summary>
    [HmmKernel]
    public static void Change(int i, int value, ReadOnlySpan<int> indices, Span<int> target) => target[indices[i]] += value + i;
}
