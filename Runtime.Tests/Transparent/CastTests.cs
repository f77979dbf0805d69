// Safety: the pointer is used while the pin is there.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Elements seen as another type: the same bytes, wherever they are.</summary>
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
        Ops.Saxpy(device, Count, 1f, numbers, numbers);

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
        Assert.Throws<ObjectDisposedException>(() => array.Slice(0, 1));
        Assert.Throws<ObjectDisposedException>(() => array[..1]);
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Kernels_of_other_sizes_find_the_pages_where_they_are(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> floats = TransparentSpaces.Open(mode).Allocate<float>(Count);
        TransparentKernels.Add(device, Count, 1, floats.Cast<int>());
        device.ResetStatistics();

        TransparentKernels.AddBytes(device, 8, 2, floats.Slice(4, 2).Cast<byte>());
        CastKernels.FlipLongs(device, Count / 2, 1 << 8, floats.Cast<long>());
        CastKernels.FlipFours(device, Count / 4, 1 << 16, floats.Cast<FourInts>());

        Assert.Equal(0, device.Statistics.BytesIn);
        Assert.Equal(0, device.Statistics.BytesOut);
        HmmArray<byte> bytes = floats.Cast<byte>();
        HmmPageRun run = Assert.Single(bytes.Snapshot(device, HmmRange.All));
        Assert.Equal((0, 4 * Count, HmmResidency.Owned), (run.Start, run.End, run.Residency));
        Assert.Equal([1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 3, 3, 3, 2, 3, 2, 2, 2, 1, 1, 0, 0, 1, 0, 1, 0], bytes[..32].ToArray());
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Bytes_behind_the_last_number_outlive_its_page(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<byte> bytes = TransparentSpaces.Open(mode).Allocate<byte>(4 * Count + 3);
        bytes.Fill(7);

        CastKernels.SetInts(device, Count, 0, bytes[..^3].Cast<int>());

        Assert.Equal([0x87, 0x13, 0, 0, 7, 7, 7], bytes[^7..].ToArray());
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public unsafe void A_pin_keeps_whole_elements(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<byte> bytes = TransparentSpaces.Open(mode).Allocate<byte>(8 * Count);
        HmmArray<long> longs = bytes.Cast<long>();
        using (HmmPin<long> pin = longs.Pin())
        {
            CastKernels.SetLongs(device, Count, 1, longs);
            Assert.Equal(Count, pin.Pointer[Count - 1]);
        }

        CastKernels.SetLongs(device, Count, 2, longs);
        Assert.Equal(HmmResidency.Owned, bytes.Snapshot(device, (0, 1))[0].Residency);
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Numbers_behind_the_header_of_a_file_are_found(HmmHostMode mode)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. new byte[24], .. Enumerable.Range(0, 256).SelectMany(static i => BitConverter.GetBytes(i / 2f)), 7]);
            using HmmDevice device = HmmDevice.Simulated();
            using HmmArray<byte> map = TransparentSpaces.Open(mode).MapFile<byte>(path, FileAccess.Read);
            double[] results = new double[5];

            CastKernels.Gather(device, 5, new byte[] { 9, 0, 255, 9, 1 }, map[24..^1].Cast<float>(), results);

            Assert.Equal([4.5, 0, 127.5, 4.5, 0.5], results);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void A_kernel_sees_one_memory_as_several_types(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        CheckMix(device);
    }

    [Fact]
    public void An_OpenCL_kernel_sees_one_memory_as_several_types() => Assert.All(OtherDevices.Require(HmmDeviceKind.OpenCL), CheckMix);

    [Fact]
    public void A_CUDA_kernel_sees_one_memory_as_several_types() => Assert.All(OtherDevices.Require(HmmDeviceKind.Cuda), CheckMix);

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void An_error_is_found_where_one_type_has_changed_what_another_reads(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> numbers = HmmSpace.Shared.Allocate<int>(100);
        HmmArray<byte> bytes = numbers.Cast<byte>();
        CastKernels.DivideByWhatIsLeft(device, 100, 5 + (3 << 8), bytes, numbers);
        Assert.Equal(200, numbers[99]);

        DivideByZeroException error = Assert.Throws<DivideByZeroException>(() => CastKernels.DivideByWhatIsLeft(device, 100, 3 << 8, bytes, numbers));

        using HmmDevice other = HmmDevice.Simulated();
        Assert.Equal(Assert.Throws<DivideByZeroException>(() => CastKernels.DivideByWhatIsLeft(other, 100, 3 << 8, bytes, numbers)).Message, error.Message);
    }

    [Fact]
    public void What_shares_no_pages_is_refused_and_an_empty_array_is_empty()
    {
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(12);
        NotSupportedException refusal = Assert.Throws<NotSupportedException>(array.Cast<ThreeInts>);
        Assert.Contains("ThreeInts has 12 bytes and Int32 4", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(array.Cast<byte>().Cast<ThreeBytes>);
        using HmmArray<TwoPages> large = HmmSpace.Shared.Allocate<TwoPages>(2);
        Assert.Throws<NotSupportedException>(large.Cast<byte>);
        Assert.Equal(2, large.Cast<TwoOtherPages>().Length);
        using HmmArray<OnePage> page = HmmSpace.Shared.Allocate<OnePage>(2);
        Assert.Equal(8192, page.Cast<byte>().Length);
        using HmmArray<int> empty = HmmSpace.Shared.Allocate<int>(0);
        Assert.Equal(0, empty.Cast<double>().Length);
    }

    [Fact]
    public void Elements_that_are_cut_are_refused()
    {
        using HmmArray<byte> bytes = HmmSpace.Shared.Allocate<byte>(100);
        ArgumentException end = Assert.Throws<ArgumentException>(bytes.Cast<long>);
        Assert.Contains("The 100 bytes of the array are no whole number of elements of 8 bytes: take a slice of 96 elements.", end.Message, StringComparison.Ordinal);
        Assert.Equal(12, bytes[..96].Cast<long>().Length);
        ArgumentException start = Assert.Throws<ArgumentException>(bytes[6..14].Cast<int>);
        Assert.Contains("begins 6 bytes after its memory does", start.Message, StringComparison.Ordinal);
        HmmArray<short> shorts = bytes[6..14].Cast<short>();
        Assert.Throws<ArgumentException>(shorts.Cast<int>);
        shorts[1] = -1;
        Assert.Equal(-1, shorts[1..3].Cast<int>()[0] | -65536);
        Assert.Equal(255, bytes[9]);
    }

    private static void CheckMix(HmmDevice device)
    {
        using HmmArray<byte> array = HmmSpace.Shared.Allocate<byte>(8 * Count + 3);
        byte[] right = new byte[array.Length];
        new Random(1).NextBytes(right);
        array.CopyFrom(right);
        HmmArray<byte> part = array.Slice(8, 8 * (Count - 1));

        CastKernels.Mix(device, Count - 1, part, part.Cast<int>(), part.Cast<long>());

        Span<byte> bytes = right.AsSpan(8, 8 * (Count - 1));
        for (int i = 0; i < Count - 1; i++)
        {
            CastKernels.Mix(i, bytes, MemoryMarshal.Cast<byte, int>(bytes), MemoryMarshal.Cast<byte, long>(bytes));
        }

        Assert.Equal(right, array.ToArray());

        HmmArray<float> numbers = array[..^3].Cast<float>();
        CastKernels.ChangeBits(device, 1000, numbers, numbers.Cast<int>());

        float[] changed = new float[1000];
        for (int i = 0; i < changed.Length; i++)
        {
            CastKernels.ChangeBits(i, changed, MemoryMarshal.Cast<float, int>(changed.AsSpan()));
        }

        Assert.Equal(changed, numbers[..1000].ToArray());

        CastKernels.ChangeFields(device, 250, numbers.Slice(0, 1000).Cast<FourInts>(), numbers);

        for (int i = 0; i < 250; i++)
        {
            CastKernels.ChangeFields(i, MemoryMarshal.Cast<float, FourInts>(changed.AsSpan()), changed);
        }

        Assert.Equal(changed, numbers[..1000].ToArray());
    }

    [InlineArray(4096)]
    private struct OnePage
    {
        private byte _first;
    }

    [InlineArray(8192)]
    private struct TwoPages
    {
        private byte _first;
    }

    [InlineArray(4096)]
    private struct TwoOtherPages
    {
        private short _first;
    }
}
