using HmmGen.Tests.Generated.Methods;

namespace HmmGen.Tests.Launching;

/// <summary>Kernels whose items store in two places that the data names. An item that has stored in one of them only is half run.</summary>
internal static partial class WholeItemKernels
{
    /// <summary>Where <see cref="Pair"/> divides.</summary>
    public static SourcePlace PairPlace { get; } = SourcePlace.Below(8);

    /// <summary>Follows links to a place, adds there, and adds a quotient at the place behind it.</summary>
    [HmmKernel]
    public static void Pair(int i, ReadOnlySpan<int> at, ReadOnlySpan<int> divisors, Span<int> a, Span<int> b)
    {
        int place = at[at[at[i]]];
        a[place] += 10;
        b[at[place]] += 10 / divisors[i];
    }

    /// <summary>The same, but some items need a page of other elements between the two.</summary>
    [HmmKernel]
    public static void PairAround(int i, ReadOnlySpan<int> at, ReadOnlySpan<int> isWide, Span<int> a, Span<int> b, Span<Wide> wide)
    {
        int place = at[at[at[i]]];
        a[place] += 10;
        if (isWide[i] != 0)
        {
            wide[i] = new Wide(i, 1, i);
        }

        b[at[place]] += 10;
    }

    /// <summary>Adds at an element and overwrites another, whose old contents nobody needs; some items need a page of other elements then.</summary>
    [HmmKernel]
    public static void Overwrite(int i, int lowest, Span<int> added, Span<int> overwritten, Span<Wide> wide)
    {
        added[i] += 10;
        overwritten[i] = 1;
        if (i >= lowest)
        {
            wide[i] = new Wide(i, 1, i);
        }
    }

    /// <summary>An element whose pages are three times as large as those of numbers.</summary>
    public record struct Wide(int First, int Second, int Third);
}
