namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>The kernels of <see cref="MeanwhileModel{T}"/> over numbers of eight bytes.</summary>
internal static partial class MeanwhileLongs
{
    /// <summary>All of them.</summary>
    public static MeanwhileKernels<long> All { get; } = new()
    {
        Of = static number => number * 0x1_0000_0001,
        Sum = static (a, b) => a + b,
        Add = Add,
        AddStrided = AddStrided,
        AddAt = AddAt,
        AddWhere = AddWhere,
        AddRow = AddRow,
        Fill = Fill,
        Map = Map,
        Gather = Gather,
        Move = Move,
        Blur = Blur,
        Count = Count,
    };

    [HmmKernel]
    public static void Add(int i, long value, Span<long> target) => target[i] += value;

    [HmmKernel]
    public static void AddStrided(int i, int start, int stride, long value, Span<long> target)
        => target[start + stride * i] += value;

    [HmmKernel]
    public static void AddAt(int i, long value, ReadOnlySpan<int> places, Span<long> target) => target[places[i]] += value;

    [HmmKernel]
    public static void AddWhere(int i, long value, ReadOnlySpan<int> flags, Span<long> target)
    {
        if (flags[i] != 0)
        {
            target[i] += value;
        }
    }

    [HmmKernel]
    public static void AddRow(int row, int width, int columns, long value, Span<long> target)
    {
        for (int column = 0; column < columns; column++)
        {
            target[row * width + column] += value;
        }
    }

    [HmmKernel]
    public static void Fill(int i, long value, Span<long> target) => target[i] = value;

    [HmmKernel]
    public static void Map(int i, long value, ReadOnlySpan<long> source, Span<long> target) => target[i] = source[i] + value;

    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<long> source, Span<long> target) => target[i] = source[places[i]];

    [HmmKernel]
    public static void Move(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> keys, ReadOnlySpan<long> source, Span<long> target)
        => target[places[i]] = source[keys[i]];

    [HmmKernel(Rank = 2)]
    public static void Blur(int row, int column, int width, ReadOnlySpan<long> source, Span<long> target)
    {
        int at = (row + 1) * width + column + 1;
        target[at] = source[at - width] + source[at - 1] + source[at + 1] + source[at + width];
    }

    [HmmKernel]
    public static void Count(int i, long value, ReadOnlySpan<int> keys, Span<long> target) => Interlocked.Add(ref target[keys[i]], value);
}
