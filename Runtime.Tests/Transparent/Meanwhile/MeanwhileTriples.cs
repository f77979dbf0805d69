namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>The kernels of <see cref="MeanwhileModel{T}"/> over elements of three bytes.</summary>
internal static partial class MeanwhileTriples
{
    /// <summary>All of them.</summary>
    public static MeanwhileKernels<ThreeBytes> All { get; } = new()
    {
        Of = static number => new ThreeBytes { A = (byte)number, B = (byte)(number >> 8), C = (byte)(number >> 16) },
        Sum = static (a, b) => Sum(a, b),
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
    public static void Add(int i, ThreeBytes value, Span<ThreeBytes> target) => target[i] = Sum(target[i], value);

    [HmmKernel]
    public static void AddStrided(int i, int start, int stride, ThreeBytes value, Span<ThreeBytes> target)
        => target[start + stride * i] = Sum(target[start + stride * i], value);

    [HmmKernel]
    public static void AddAt(int i, ThreeBytes value, ReadOnlySpan<int> places, Span<ThreeBytes> target) => target[places[i]] = Sum(target[places[i]], value);

    [HmmKernel]
    public static void AddWhere(int i, ThreeBytes value, ReadOnlySpan<int> flags, Span<ThreeBytes> target)
    {
        if (flags[i] != 0)
        {
            target[i] = Sum(target[i], value);
        }
    }

    [HmmKernel]
    public static void AddRow(int row, int width, int columns, ThreeBytes value, Span<ThreeBytes> target)
    {
        for (int column = 0; column < columns; column++)
        {
            target[row * width + column] = Sum(target[row * width + column], value);
        }
    }

    [HmmKernel]
    public static void Fill(int i, ThreeBytes value, Span<ThreeBytes> target) => target[i] = value;

    [HmmKernel]
    public static void Map(int i, ThreeBytes value, ReadOnlySpan<ThreeBytes> source, Span<ThreeBytes> target) => target[i] = Sum(source[i], value);

    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<ThreeBytes> source, Span<ThreeBytes> target) => target[i] = source[places[i]];

    [HmmKernel]
    public static void Move(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> keys, ReadOnlySpan<ThreeBytes> source, Span<ThreeBytes> target)
        => target[places[i]] = source[keys[i]];

    [HmmKernel(Rank = 2)]
    public static void Blur(int row, int column, int width, ReadOnlySpan<ThreeBytes> source, Span<ThreeBytes> target)
    {
        int at = (row + 1) * width + column + 1;
        target[at] = Sum(Sum(Sum(source[at - width], source[at - 1]), source[at + 1]), source[at + width]);
    }

    private static ThreeBytes Sum(ThreeBytes a, ThreeBytes b) => new() { A = (byte)(a.A + b.A), B = (byte)(a.B + b.B), C = (byte)(a.C + b.C) };
}
