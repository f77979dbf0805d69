namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>The kernels of <see cref="MeanwhileModel{T}"/> over numbers of two bytes.</summary>
internal static partial class MeanwhileShorts
{
    /// <summary>All of them.</summary>
    public static MeanwhileKernels<short> All { get; } = new()
    {
        Of = static number => (short)number,
        Sum = static (a, b) => (short)(a + b),
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
    };

    [HmmKernel]
    public static void Add(int i, short value, Span<short> target) => target[i] = (short)(target[i] + value);

    [HmmKernel]
    public static void AddStrided(int i, int start, int stride, short value, Span<short> target)
        => target[start + stride * i] = (short)(target[start + stride * i] + value);

    [HmmKernel]
    public static void AddAt(int i, short value, ReadOnlySpan<int> places, Span<short> target) => target[places[i]] = (short)(target[places[i]] + value);

    [HmmKernel]
    public static void AddWhere(int i, short value, ReadOnlySpan<int> flags, Span<short> target)
    {
        if (flags[i] != 0)
        {
            target[i] = (short)(target[i] + value);
        }
    }

    [HmmKernel]
    public static void AddRow(int row, int width, int columns, short value, Span<short> target)
    {
        for (int column = 0; column < columns; column++)
        {
            target[row * width + column] = (short)(target[row * width + column] + value);
        }
    }

    [HmmKernel]
    public static void Fill(int i, short value, Span<short> target) => target[i] = value;

    [HmmKernel]
    public static void Map(int i, short value, ReadOnlySpan<short> source, Span<short> target) => target[i] = (short)(source[i] + value);

    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<short> source, Span<short> target) => target[i] = source[places[i]];

    [HmmKernel]
    public static void Move(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> keys, ReadOnlySpan<short> source, Span<short> target)
        => target[places[i]] = source[keys[i]];

    [HmmKernel(Rank = 2)]
    public static void Blur(int row, int column, int width, ReadOnlySpan<short> source, Span<short> target)
    {
        int at = (row + 1) * width + column + 1;
        target[at] = (short)(source[at - width] + source[at - 1] + source[at + 1] + source[at + width]);
    }
}
