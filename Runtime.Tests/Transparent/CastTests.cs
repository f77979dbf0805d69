using HmmGen.Tests.HandWritten;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Elements seen as another type of the same size: the same bytes, wherever they are.</summary>
public sealed class CastTests
{
    private const int Count = 5000;

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Kernels_of_both_types_work_on_the_same_pages(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> numbers = TransparentSpaces.Open(mode).Allocate<float>(Count);
        HmmArray<int> bits = numbers.Cast<int>();
        numbers.AsSpan().Fill(1f);

        // The next larger float, and back as a float.
        TransparentKernels.Add(device, Count, 1, bits);
        device.ResetStatistics();
        SaxpyKernel.Launch(device, Count, 1f, numbers, numbers);

        Assert.Equal(0, device.Statistics.BytesIn);
        float expected = MathF.BitIncrement(1f);
        Assert.Equal(-1, numbers.AsReadOnlySpan().IndexOfAnyExcept(expected + expected));
        Assert.Equal(BitConverter.SingleToInt32Bits(expected + expected), bits[Count - 1]);
        bits[7] = BitConverter.SingleToInt32Bits(-3f);
        Assert.Equal(-3f, numbers[7]);
        Assert.Equal(HmmResidency.Absent, numbers.Snapshot(device, (0, 1))[0].Residency);
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void A_cast_of_a_slice_is_that_part_and_ends_with_its_array(HmmHostMode mode)
    {
        HmmArray<long> array = TransparentSpaces.Open(mode).Allocate<long>(Count);
        array[1000] = BitConverter.DoubleToInt64Bits(2.5);
        HmmArray<double> part = array.Slice(1000, 10).Cast<double>();
        Assert.Equal((10, 2.5), (part.Length, part[0]));
        part.Dispose();
        Assert.Throws<ObjectDisposedException>(() => part[0]);
        Assert.Equal(0, array[0]);
        HmmArray<ulong> other = array.Cast<ulong>();
        array.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other[0]);
        Assert.Throws<ObjectDisposedException>(array.Cast<ulong>);
    }

    [Fact]
    public void Another_size_is_refused_and_an_empty_array_is_empty()
    {
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(4);
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(array.Cast<byte>);
        Assert.Contains("Byte has 1 bytes and Int32 4", refusal.Message, StringComparison.Ordinal);
        using HmmArray<int> empty = HmmSpace.Shared.Allocate<int>(0);
        Assert.Equal(0, empty.Cast<float>().Length);
    }
}
