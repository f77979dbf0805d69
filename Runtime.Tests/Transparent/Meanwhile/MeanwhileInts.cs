namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>The kernels of <see cref="MeanwhileModel{T}"/> over numbers of four bytes.</summary>
internal static partial class MeanwhileInts
{
    /// <summary>All of them.</summary>
    public static MeanwhileKernels<int> All { get; } = new()
    {
        Of = static number => (int)number,
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
    public static void Add(int i, int value, Span<int> target) => target[i] += value;

    [HmmKernel]
    public static void AddStrided(int i, int start, int stride, int value, Span<int> target)
        => target[start + stride * i] += value;

    [HmmKernel]
    public static void AddAt(int i, int value, ReadOnlySpan<int> places, Span<int> target) => target[places[i]] += value;

    [HmmKernel]
    public static void AddWhere(int i, int value, ReadOnlySpan<int> flags, Span<int> target)
    {
        if (flags[i] != 0)
        {
            target[i] += value;
        }
    }

    [HmmKernel]
    public static void AddRow(int row, int width, int columns, int value, Span<int> target)
    {
        for (int column = 0; column < columns; column++)
        {
            target[row * width + column] += value;
        }
    }

    [HmmKernel]
    public static void Fill(int i, int value, Span<int> target) => target[i] = value;

    [HmmKernel]
    public static void Map(int i, int value, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[i] + value;

    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[places[i]];

    [HmmKernel]
    public static void Move(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> keys, ReadOnlySpan<int> source, Span<int> target)
        => target[places[i]] = source[keys[i]];

    [HmmKernel(Rank = 2)]
    public static void Blur(int row, int column, int width, ReadOnlySpan<int> source, Span<int> target)
    {
        int at = (row + 1) * width + column + 1;
        target[at] = source[at - width] + source[at - 1] + source[at + 1] + source[at + width];
    }

    [HmmKernel]
    public static void Count(int i, int value, ReadOnlySpan<int> keys, Span<int> target) => Interlocked.Add(ref target[keys[i]], value);
}
