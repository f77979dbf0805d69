using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Conversions to arguments of launches never throw: the launch refuses what it cannot use, and names the parameter.</summary>
public sealed class ConversionTests
{
    private static readonly float[] Some = new float[4];

    /// <summary>What is not there.</summary>
    public static TheoryData<string> Missing { get; } = ["array", "array of a space", "nothing"];

    /// <summary>What was disposed of.</summary>
    public static TheoryData<string> Disposed { get; } = ["array", "empty array", "slice", "slice of an array", "memory"];

    [Theory]
    [MemberData(nameof(Missing))]
    public void What_is_null_is_refused_by_name(string what)
    {
        HmmBuffer<float> buffer = what switch { "array" => (float[]?)null, "array of a space" => (HmmArray<float>?)null, _ => default };
        HmmReadOnlyBuffer<float> read = what switch { "array" => (float[]?)null, "array of a space" => (HmmArray<float>?)null, _ => default };
        Assert.Equal((0, 0), (buffer.Length, read.Length));
        foreach (HmmDevice device in (HmmDevice[])[HmmDevice.Host, HmmDevice.Simulated()])
        {
            Assert.Throws<ArgumentNullException>("y", () => Ops.Saxpy(device, 1, 1f, Some, buffer));
            Assert.Throws<ArgumentNullException>("x", () => Ops.Saxpy(device, 1, 1f, read, Some));
            Assert.Throws<ArgumentNullException>("x", () => Ops.Saxpy(device, 1, 1f, buffer, Some));
            device.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Disposed))]
    public void What_was_disposed_of_is_refused_by_name(string what)
    {
        HmmArray<float> array = HmmSpace.Shared.Allocate<float>(what == "empty array" ? 0 : 4);
        HmmArray<float> slice = array.Slice(0, array.Length);
        Memory<float> memory = array.Memory;
        (what == "slice" ? slice : array).Dispose();
        HmmBuffer<float> buffer = what switch { "array" or "empty array" => array, "memory" => memory, _ => slice };
        HmmReadOnlyBuffer<float> read = what switch { "array" or "empty array" => array, "memory" => memory, _ => slice };
        foreach (HmmDevice device in (HmmDevice[])[HmmDevice.Host, HmmDevice.Simulated()])
        {
            ObjectDisposedException written = Assert.Throws<ObjectDisposedException>(() => Ops.Saxpy(device, 1, 1f, Some, buffer));
            ObjectDisposedException only = Assert.Throws<ObjectDisposedException>(() => Ops.Saxpy(device, 1, 1f, read, Some));
            Assert.Contains("'y'", written.Message, StringComparison.Ordinal);
            Assert.Contains("'x'", only.Message, StringComparison.Ordinal);
            device.Dispose();
        }

        array.Dispose();
    }

    [Fact]
    public void A_segment_of_no_array_is_empty()
    {
        HmmBuffer<float> buffer = default(ArraySegment<float>);
        HmmReadOnlyBuffer<float> read = default(ArraySegment<float>);
        Assert.Equal((0, 0), (buffer.Length, read.Length));
        Ops.Saxpy(HmmDevice.Host, 0, 1f, read, buffer);
    }

    [Fact]
    public void Sizes_that_are_no_sizes_are_refused_by_the_launch()
    {
        HmmExtent[] extents = [-1, -1L, long.MaxValue, long.MinValue, (1, 1), (-1, -1, -1), (1L, long.MaxValue), default];
        foreach (HmmExtent extent in extents)
        {
            Assert.Throws<ArgumentException>("extent", () => Ops.Saxpy(HmmDevice.Host, extent, 1f, Some, Some));
        }
    }

    [Fact]
    public void Ranges_that_are_no_ranges_are_refused_by_the_call()
    {
        using HmmArray<float> array = HmmSpace.Shared.Allocate<float>(4);
        HmmRange[] ranges = [(-1, 2), (3, 1), (0, long.MaxValue), (long.MinValue, 0), 3..1, ^5.., Range.EndAt(5)];
        foreach (HmmRange range in ranges)
        {
            Assert.Throws<ArgumentOutOfRangeException>("range", () => array.Discard(range));
        }
    }
}
