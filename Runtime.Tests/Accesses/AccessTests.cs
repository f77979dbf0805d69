using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Accesses;

/// <summary>An access gives the range's own place on the device, and what a library does there is what everybody sees.</summary>
public sealed class AccessTests
{
    private const int Page = 1024;

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void A_library_reads_what_was_there_and_everybody_sees_what_it_wrote(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> array = Numbers(600);
        TransparentKernels.Add(device, 600, 1, array);
        device.Access(array.Slice(100, 300), HmmAccess.ReadWrite, (address, stream) =>
        {
            Assert.Equal((300 * sizeof(int), 0L, (nint)0), (address.Bytes, address.Offset, stream));
            Span<int> elements = address.AsSpan<int>();
            Assert.Equal(Enumerable.Range(101, 300), elements.ToArray());
            elements[^1] = -5;
        });
        Assert.Equal((399, -5, 401), (array[398], array[399], array[400]));
        TransparentKernels.Add(device, 600, 1, array);
        Assert.Equal((400, -4, 402), (array[398], array[399], array[400]));
    }

    [Fact]
    public void A_device_of_ILGPU_without_a_driver_gives_addresses_of_the_process()
    {
        using HmmDevice device = OtherDevices.IlgpuSimulated(new HmmDeviceOptions { MemoryBudget = 4 * 4096 });
        using HmmArray<int> array = Numbers(3 * Page);
        device.Access(array, HmmAccess.ReadWrite, (address, _) => address.AsSpan<int>()[2 * Page] += 7);
        Assert.Equal((2 * Page + 7, 2 * Page + 1), (array[2 * Page], array[2 * Page + 1]));
    }

    [Fact]
    public void A_part_of_an_array_that_does_not_fit_lies_in_one_stretch()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 6 * 4096 });
        using HmmArray<int> array = Numbers(40 * Page);

        // Pages on the device in an order of their own: none of the later ranges lies together by itself.
        foreach (int page in (int[])[9, 3, 12, 5, 11, 4])
        {
            TransparentKernels.Add(device, 1, 0, array.Slice(page * Page, Page));
        }

        foreach (int first in (int[])[3, 9, 0, 33])
        {
            device.Access(array.Slice(first * Page + 5, 4 * Page), HmmAccess.ReadWrite, (address, _) =>
            {
                Assert.Equal(Enumerable.Range(first * Page + 5, 4 * Page), address.AsReadOnlySpan<int>().ToArray());
                address.AsSpan<int>()[0] *= 1;
            });
            Assert.InRange(Owned(array, device), 5, 6);
        }

        Assert.Equal(Enumerable.Range(0, 40 * Page), array.AsReadOnlySpan().ToArray());
    }

    [Fact]
    public void A_range_that_lies_together_stays_where_it_is()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 6 * 4096 });
        using HmmArray<int> array = Numbers(40 * Page);
        nint before = 0;
        device.Access(array.Slice(0, 4 * Page), HmmAccess.ReadWrite, (address, _) => before = address.Pointer);
        HmmStatistics start = device.Statistics;
        device.Access(array.Slice(Page, 2 * Page), HmmAccess.ReadWrite, (address, _) => Assert.Equal(before + 4096, address.Pointer));
        HmmStatistics moved = device.Statistics - start;
        Assert.Equal((0, 0), (moved.BytesIn, moved.BytesOut));
    }

    [Fact]
    public void Three_ranges_come_together_and_a_product_is_written()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 3 * 4096 });
        using HmmArray<float> a = HmmSpace.Shared.Allocate<float>(20 * Page);
        using HmmArray<float> b = HmmSpace.Shared.Allocate<float>(20 * Page);
        float[] c = new float[4];
        ((ReadOnlySpan<float>)[1, 2, 3, 4]).CopyTo(a.AsSpan(7 * Page, 4));
        ((ReadOnlySpan<float>)[5, 6, 7, 8]).CopyTo(b.AsSpan(3, 4));
        device.Access(
            HmmOperand.Read<float>(a.Slice(7 * Page, 4)),
            HmmOperand.Read<float>(b.AsReadOnlyMemory()[3..7]),
            HmmOperand.Write<float>(c),
            (left, right, product, _) =>
            {
                for (int i = 0; i < 4; i++)
                {
                    ReadOnlySpan<float> l = left.AsReadOnlySpan<float>();
                    ReadOnlySpan<float> r = right.AsReadOnlySpan<float>();
                    product.AsSpan<float>()[i] = l[i / 2 * 2] * r[i % 2] + l[i / 2 * 2 + 1] * r[2 + i % 2];
                }
            });
        Assert.Equal([19, 22, 43, 50], c);
    }

    [Fact]
    public void Ranges_that_overlap_share_memory()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 4 * 4096 });
        using HmmArray<int> array = Numbers(20 * Page);
        int[] plain = [.. Enumerable.Range(0, 100)];
        device.Access(
            [
                HmmOperand.Read<int>(array.Slice(Page, 2 * Page)),
                HmmOperand.Write<int>(array.Slice(2 * Page - 3, 10)),
                HmmOperand.Read<int>(plain.AsMemory(10, 50)),
                HmmOperand.ReadWrite<int>(plain.AsMemory(20, 5)),
                HmmOperand.Read<int>(Array.Empty<int>()),
            ],
            (ranges, _) =>
            {
                Assert.Equal((5, ranges[0].Pointer + (Page - 3) * sizeof(int)), (ranges.Count, ranges[1].Pointer));
                Assert.Equal(ranges[2].Pointer + 10 * sizeof(int), ranges[3].Pointer);
                Assert.Equal((0, (nint)0, 0), (ranges[4].Bytes, ranges[4].Pointer, ranges[4].AsReadOnlySpan<int>().Length));
                ranges[1].AsSpan<int>().Fill(-1);
                Assert.Equal((2 * Page - 4, -1), (ranges[0].AsReadOnlySpan<int>()[Page - 4], ranges[0].AsReadOnlySpan<int>()[Page - 3]));
                ranges[3].AsSpan<int>().Clear();
            },
            CancellationToken.None);
        Assert.Equal((2 * Page - 4, -1, -1, 2 * Page + 7), (array[2 * Page - 4], array[2 * Page - 3], array[2 * Page + 6], array[2 * Page + 7]));
        Assert.Equal((19, 0, 0, 25), (plain[19], plain[20], plain[24], plain[25]));
    }

    [Fact]
    public void What_will_be_overwritten_is_not_copied_to_the_device()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Numbers(4 * Page);
        device.Access(array.Slice(10, 3 * Page), HmmAccess.Write, (address, _) =>
        {
            // The edges have elements of others, so they come with their contents. The pages between begin with zeros.
            Assert.Equal((10, 0, 0, 3 * Page), (
                address.AsSpan<int>()[0], address.AsSpan<int>()[Page - 10], address.AsSpan<int>()[3 * Page - 11], address.AsSpan<int>()[3 * Page - 10]));
            address.AsSpan<int>()[Page] = 4;
        });
        Assert.Equal(2 * 4096, device.Statistics.BytesIn);
        Assert.Equal((9, 0, 4, 3 * Page + 10), (array[9], array[Page], array[Page + 10], array[3 * Page + 10]));
    }

    [Fact]
    public void What_is_only_read_stays_with_everybody()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmDevice other = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = Numbers(Page);
        device.Access(array, HmmAccess.Read, (address, _) => Assert.Equal(5, address.AsReadOnlySpan<int>()[5]));
        other.Access(array, HmmAccess.Read, (_, _) => { });
        Assert.Equal(HmmResidency.Shared, array.Snapshot(device, ..)[0].Residency);
        Assert.Equal(HmmResidency.Shared, array.Snapshot(other, ..)[0].Residency);
        other.Access(array, HmmAccess.ReadWrite, (_, _) => { });
        Assert.Equal(HmmResidency.Absent, array.Snapshot(device, ..)[0].Residency);
        Assert.Equal(HmmResidency.Owned, array.Snapshot(other, ..)[0].Residency);
    }

    [Fact]
    public void A_span_of_any_memory_is_a_range()
    {
        Span<int> stack = stackalloc int[3];
        foreach (HmmDevice device in (HmmDevice[])[HmmDevice.Host, HmmDevice.Simulated()])
        {
            using HmmArray<int> array = Numbers(2 * Page);
            device.Access(array, HmmAccess.ReadWrite, (_, _) => { });
            device.Access(array.AsSpan(5, 10), HmmAccess.ReadWrite, (address, _) => address.AsSpan<int>()[1] = 100);
            Assert.Equal((5, 100, 7), (array[5], array[6], array[7]));
            stack.Clear();
            device.Access(stack, HmmAccess.Write, (address, _) => address.AsSpan<int>()[2] = 9);
            Assert.Equal([0, 0, 9], stack.ToArray());
            int sum = 0;
            device.Access((ReadOnlySpan<int>)[1, 2, 3], (address, _) => sum = address.AsReadOnlySpan<int>()[0] + address.AsReadOnlySpan<int>()[2]);
            Assert.Equal(4, sum);
            device.Access(Span<int>.Empty, HmmAccess.ReadWrite, (address, _) => Assert.Equal(0, address.Bytes));

            int[] kept = [1, 2];
            Assert.Throws<InvalidOperationException>(() => device.Access(kept.AsSpan(), HmmAccess.Read, (address, _) => address.AsSpan<int>()));
            Assert.Throws<ArithmeticException>(() => device.Access(kept.AsSpan(), HmmAccess.ReadWrite, (address, _) =>
            {
                address.AsSpan<int>()[0] = 8;
                throw new ArithmeticException();
            }));
            Assert.Equal([8, 2], kept);
            if (device.Kind != HmmDeviceKind.Host)
            {
                device.Dispose();
                Assert.Throws<ObjectDisposedException>(() => device.Access(kept.AsSpan(), HmmAccess.Write, (_, _) => { }));
                Assert.Equal([8, 2], kept);
            }
        }
    }

    [Fact]
    public void Elements_of_twelve_bytes_lie_beside_each_other()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 7 * 4096 });
        using HmmArray<Triple> array = HmmSpace.Shared.Allocate<Triple>(5 * Page);
        for (int i = 0; i < 5 * Page; i++)
        {
            array.AsSpan()[i].A = i;
        }

        device.Access(array.Slice(Page + 900, 500), HmmAccess.ReadWrite, (address, _) =>
        {
            Span<Triple> elements = address.AsSpan<Triple>();
            for (int i = 0; i < 500; i++)
            {
                Assert.Equal(Page + 900 + i, elements[i].A);
                elements[i].C = 1;
            }
        });
        Assert.Equal((0, 1, 1, 0), (array[Page + 899].C, array[Page + 900].C, array[Page + 1399].C, array[Page + 1400].C));
    }

    private static long Owned(HmmArray<int> array, HmmDevice device)
        => array.Snapshot(device, ..).Where(run => run.Residency == HmmResidency.Owned).Sum(run => run.Pages);

    private static HmmArray<int> Numbers(int length)
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(length);
        Span<int> span = array.AsSpan();
        for (int i = 0; i < length; i++)
        {
            span[i] = i;
        }

        return array;
    }
}
