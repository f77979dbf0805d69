using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Xunit;

namespace HmmGen.Interop.Tests;

/// <summary>Kernels over the columns of an Arrow file that is mapped and never copied, with the bitmaps of nulls.</summary>
public sealed class ArrowTests : IDisposable
{
    private const int Rows = 60_000;

    /// <summary>An Arrow file is this many bytes of magic, then the stream that the reader of memory reads.</summary>
    private const int Magic = 8;

    private readonly string _path = Path.GetTempFileName();

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Columns_of_a_mapped_file_are_arguments()
    {
        (double?[] prices, int?[] counts) = await Write(Rows);
        using HmmArray<byte> file = HmmSpace.Shared.MapFile<byte>(_path, FileAccess.Read);
        using ArrowStreamReader reader = new(file.AsReadOnlyMemory()[Magic..]);
        using RecordBatch batch = reader.ReadNextRecordBatch();
        DoubleArray price = (DoubleArray)batch.Column("price");
        Int32Array count = (Int32Array)batch.Column("count");
        using HmmDevice device = Given.SmallDevice();
        using HmmArray<double> revenue = HmmSpace.Shared.Allocate<double>(Rows);

        int bits = (batch.Length + 7) / 8;
        InteropKernels.Revenue(
            device,
            batch.Length,
            Of<double>(price.ValueBuffer, batch.Length),
            Of<byte>(price.NullBitmapBuffer, bits),
            Of<int>(count.ValueBuffer, batch.Length),
            Of<byte>(count.NullBitmapBuffer, bits),
            revenue);

        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal((prices[i] * counts[i]) ?? 0, revenue[i]);
        }

        // Of the file, the three columns' pages: not those of the one that nobody asked for.
        long moved = file.StatisticsOn(device).BytesIn;
        Assert.InRange(moved, Rows * 12, Rows * 12 + 2 * Rows / 8 + (8 << 12));
        Assert.True(file.Length > Rows * 20);
    }

    /// <summary>Arrow pads its buffers. Those of a batch without rows are empty, and so is the bitmap of a column without nulls.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Buffers_have_as_many_elements_as_the_column(int rows)
    {
        _ = await Write(rows);
        using HmmArray<byte> file = HmmSpace.Shared.MapFile<byte>(_path, FileAccess.Read);
        using ArrowStreamReader reader = new(file.AsReadOnlyMemory()[Magic..]);
        using RecordBatch batch = reader.ReadNextRecordBatch();
        DoubleArray other = (DoubleArray)batch.Column("other");

        Assert.Equal((rows, 0), (batch.Length, other.NullCount));
        Assert.Equal(rows, Of<double>(other.ValueBuffer, rows).Length);
        Assert.Equal(0, Of<byte>(other.NullBitmapBuffer, (rows + 7) / 8).Length);
    }

    [Fact]
    public void A_result_of_a_kernel_is_a_column()
    {
        using HmmDevice device = Given.SmallDevice();
        using HmmArray<float> x = Given.Numbers(Rows);
        InteropKernels.AddInPlace(device, Rows, 0.5f, x);

        using FloatArray column = new(new ArrowBuffer(x.Cast<byte>().AsReadOnlyMemory()), ArrowBuffer.Empty, Rows, nullCount: 0, offset: 0);

        Assert.Equal((0.5f, Rows - 0.5f), (column.GetValue(0), column.GetValue(Rows - 1)));
        Assert.Equal(1000.5f, column.Values[1000]);
    }

    /// <summary>What a kernel takes for a buffer of Arrow: the part of the mapped file, with the elements that it has.</summary>
    private static HmmReadOnlyBuffer<T> Of<T>(ArrowBuffer buffer, int length) where T : unmanaged
    {
        if (buffer.Length == 0)
        {
            return Memory<T>.Empty;
        }

        return HmmArray<byte>.TryGetArray(buffer.Memory, out HmmArray<byte>? bytes)
            ? bytes.Cast<T>().Slice(0, length)
            : throw new InvalidDataException("Arrow has copied the column.");
    }

    private async Task<(double?[] Prices, int?[] Counts)> Write(int rows)
    {
        Random random = new(7);
        double?[] prices = [.. Enumerable.Range(0, rows).Select(_ => random.Next(10) == 0 ? null : (double?)random.NextDouble())];
        int?[] counts = [.. Enumerable.Range(0, rows).Select(_ => random.Next(10) == 0 ? null : (int?)random.Next(100))];
        DoubleArray.Builder price = new();
        Int32Array.Builder count = new();
        DoubleArray.Builder other = new();
        foreach ((double? one, int? two) in prices.Zip(counts))
        {
            _ = one is null ? price.AppendNull() : price.Append(one.Value);
            _ = two is null ? count.AppendNull() : count.Append(two.Value);
            other.Append(random.NextDouble());
        }

        Schema schema = new([new Field("price", DoubleType.Default, true), new Field("other", DoubleType.Default, false), new Field("count", Int32Type.Default, true)], []);
        using RecordBatch batch = new(schema, [price.Build(), other.Build(), count.Build()], rows);
        using FileStream stream = File.Create(_path);
        using ArrowFileWriter writer = new(stream, schema);
        await writer.WriteRecordBatchAsync(batch, TestContext.Current.CancellationToken);
        await writer.WriteEndAsync(TestContext.Current.CancellationToken);
        return (prices, counts);
    }
}
