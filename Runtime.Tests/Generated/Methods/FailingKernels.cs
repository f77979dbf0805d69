namespace HmmGen.Tests.Generated.Methods;

/// <summary>Kernels that fail where their data says so. Each says where in this file that happens.</summary>
internal static partial class FailingKernels
{
    /// <summary>Where <see cref="Read"/> fails.</summary>
    public static SourcePlace ReadPlace { get; } = SourcePlace.Below(4);

    /// <summary>Reads at given places.</summary>
    [HmmKernel]
    public static void Read(int i, ReadOnlySpan<int> places, ReadOnlySpan<long> x, Span<long> y) => y[i] = x[places[i]];

    /// <summary>Where <see cref="Write"/> fails.</summary>
    public static SourcePlace WritePlace { get; } = SourcePlace.Below(4);

    /// <summary>Writes at given places.</summary>
    [HmmKernel]
    public static void Write(int i, ReadOnlySpan<int> places, ReadOnlySpan<long> x, Span<long> y) => y[places[i]] = x[i];

    /// <summary>Where <see cref="Shifted"/> fails.</summary>
    public static SourcePlace ShiftedPlace { get; } = SourcePlace.Below(4);

    /// <summary>An access whose index is affine: whether it is in range is known before a launch.</summary>
    [HmmKernel(Rank = 2)]
    public static void Shifted(int row, int column, int columns, int shift, Span<int> x) => x[row * columns + column + shift] = 7;

    /// <summary>Where <see cref="Slice"/> fails.</summary>
    public static SourcePlace SlicePlace { get; } = SourcePlace.Below(6);

    /// <summary>Takes a slice at given places.</summary>
    [HmmKernel]
    public static void Slice(int i, int width, ReadOnlySpan<int> places, ReadOnlySpan<long> x, Span<long> y)
    {
        foreach (long value in x.Slice(places[i], width))
            y[i] = value;
    }

    /// <summary>The first line of <see cref="Rewrite"/>.</summary>
    public static SourcePlace RewritePlace { get; } = SourcePlace.Below(6);

    /// <summary>Reads by an index that it has written, by the one behind it, and by the first one again, written anew.</summary>
    [HmmKernel]
    public static void Rewrite(int i, int first, int last, Span<int> places, ReadOnlySpan<long> x, Span<long> y)
    {
        places[2 * i] = first;
        y[i] = x[places[2 * i]];
        y[i] += x[places[2 * i + 1]];
        places[2 * i] = last;
        y[i] += x[places[2 * i]];
    }

    /// <summary>Where <see cref="Divide"/> fails.</summary>
    public static SourcePlace DividePlace { get; } = SourcePlace.Below(4);

    /// <summary>Divides numbers of 32 bits.</summary>
    [HmmKernel]
    public static void Divide(int i, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> y) => y[i] = a[i] / b[i];

    /// <summary>Where <see cref="DivideLong"/> fails.</summary>
    public static SourcePlace DivideLongPlace { get; } = SourcePlace.Below(4);

    /// <summary>Divides numbers of 64 bits.</summary>
    [HmmKernel]
    public static void DivideLong(int i, ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<long> y) => y[i] /= a[i] / b[i];

    /// <summary>Where <see cref="Remainder"/> fails.</summary>
    public static SourcePlace RemainderPlace { get; } = SourcePlace.Below(4);

    /// <summary>Remainders of numbers of 32 bits.</summary>
    [HmmKernel]
    public static void Remainder(int i, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> y) => y[i] = a[i] % b[i];

    /// <summary>Where <see cref="RemainderULong"/> fails.</summary>
    public static SourcePlace RemainderULongPlace { get; } = SourcePlace.Below(4);

    /// <summary>Remainders of unsigned numbers of 64 bits.</summary>
    [HmmKernel]
    public static void RemainderULong(int i, ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> y) => y[i] = a[i] % b[i];

    /// <summary>Where <see cref="CheckedSum"/> fails.</summary>
    public static SourcePlace CheckedSumPlace { get; } = SourcePlace.Below(4);

    /// <summary>A sum that must fit.</summary>
    [HmmKernel]
    public static void CheckedSum(int i, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> y) => y[i] = checked(a[i] + b[i]);

    /// <summary>Where <see cref="CheckedCast"/> fails.</summary>
    public static SourcePlace CheckedCastPlace { get; } = SourcePlace.Below(4);

    /// <summary>A conversion that must fit.</summary>
    [HmmKernel]
    public static void CheckedCast(int i, ReadOnlySpan<double> a, Span<byte> y) => y[i] = checked((byte)a[i]);

    /// <summary>Where <see cref="Unmatched"/> fails.</summary>
    public static SourcePlace UnmatchedPlace { get; } = SourcePlace.Below(5);

#pragma warning disable CS8509 // That not every value has an arm is the point.
    /// <summary>A switch expression without an arm for everything.</summary>
    [HmmKernel]
    public static void Unmatched(int i, ReadOnlySpan<int> a, Span<int> y) => y[i] = a[i] switch { 0 => 10, 1 or 2 => 20 };
#pragma warning restore CS8509

    /// <summary>Where <see cref="Fill"/> fails.</summary>
    public static SourcePlace FillPlace { get; } = SourcePlace.Below(4);

    /// <summary>Writes every element.</summary>
    [HmmKernel]
    public static void Fill(int i, int value, Span<int> x) => x[i] = value;

    /// <summary>Where <see cref="Copy"/> fails when it must not read.</summary>
    public static SourcePlace CopyPlace { get; } = SourcePlace.Below(4);

    /// <summary>Reads every element.</summary>
    [HmmKernel]
    public static void Copy(int i, ReadOnlySpan<int> x, Span<int> y) => y[i] = x[i];

    /// <summary>The upper half of the items fails at once; an item of the lower half first reads where it writes, and may fail then.</summary>
    [HmmKernel]
    public static void FailLater(int i, int count, ReadOnlySpan<long> places, Span<long> y)
    {
        long place = -1 - i % 3;
        if (i < count / 2)
        {
            place = places[i];
        }

        y[(int)place] = i;
    }
}
