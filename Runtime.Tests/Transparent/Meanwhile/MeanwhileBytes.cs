namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>The kernels of <see cref="MeanwhileModel{T}"/> over bytes.</summary>
internal static partial class MeanwhileBytes
{
    /// <summary>All of them.</summary>
    public static MeanwhileKernels<byte> All { get; } = new()
    {
        Of = static number => (byte)number,
        Sum = static (a, b) => (byte)(a + b),
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
    public static void Add(int i, byte value, Span<byte> target) => target[i] = (byte)(target[i] + value);

    [HmmKernel]
    public static void AddStrided(int i, int start, int stride, byte value, Span<byte> target)
        => target[start + stride * i] = (byte)(target[start + stride * i] + value);

    [HmmKernel]
    public static void AddAt(int i, byte value, ReadOnlySpan<int> places, Span<byte> target) => target[places[i]] = (byte)(target[places[i]] + value);

    [HmmKernel]
    public static void AddWhere(int i, byte value, ReadOnlySpan<int> flags, Span<byte> target)
    {
        if (flags[i] != 0)
        {
            target[i] = (byte)(target[i] + value);
        }
    }

    [HmmKernel]
    public static void AddRow(int row, int width, int columns, byte value, Span<byte> target)
    {
        for (int column = 0; column < columns; column++)
        {
            target[row * width + column] = (byte)(target[row * width + column] + value);
        }
    }

    [HmmKernel]
    public static void Fill(int i, byte value, Span<byte> target) => target[i] = value;

    [HmmKernel]
    public static void Map(int i, byte value, ReadOnlySpan<byte> source, Span<byte> target) => target[i] = (byte)(source[i] + value);

    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<byte> source, Span<byte> target) => target[i] = source[places[i]];

    [HmmKernel]
    public static void Move(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> keys, ReadOnlySpan<byte> source, Span<byte> target)
        => target[places[i]] = source[keys[i]];

    [HmmKernel(Rank = 2)]
    public static void Blur(int row, int column, int width, ReadOnlySpan<byte> source, Span<byte> target)
    {
        int at = (row + 1) * width + column + 1;
        target[at] = (byte)(source[at - width] + source[at - 1] + source[at + 1] + source[at + width]);
    }
}
