// Safety: copies stay within arrays that live until the test's end.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Where memory is transparent, a span that was taken once shows what devices did, and devices see what was written through it.</summary>
public sealed unsafe class CoherenceTests
{
    private const int Page = 1024;

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void A_span_taken_once_stays_coherent_through_launches(HmmHostMode mode, int pageSize)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = space.Allocate<int>(1_300_003);
        Span<int> span = array.AsSpan();
        int[] expected = new int[span.Length];
        for (int round = 1; round <= TestScale.Iterations(quick: 4, full: 8); round++)
        {
            for (int i = round; i < span.Length; i += 997 * round)
            {
                span[i] += 3 * round;
                expected[i] += 3 * round;
            }

            int first = round * 1000;
            int end = span.Length - round * 7001;
            TransparentKernels.Add(device, HmmExtent.Range(first, end), round, array);
            for (int i = first; i < end; i++)
            {
                expected[i] += round;
            }

            for (int i = 0; i < span.Length; i += 10_007)
            {
                Assert.Equal(expected[i], span[i]);
            }
        }

        Assert.True(span.SequenceEqual(expected));
        Assert.True(device.Statistics.HostReadFaults > 0);
        Assert.True(device.Statistics.HostWriteFaults > 0);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Elements_of_twelve_bytes_are_coherent_too(HmmHostMode mode, int pageSize)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<Triple> array = space.Allocate<Triple>(300_001);
        Span<Triple> span = array.AsSpan();
        for (int round = 1; round <= 4; round++)
        {
            for (int i = 0; i < span.Length; i += 7)
            {
                span[i].B += i;
            }

            TransparentKernels.AddTriple(device, span.Length, round, array);
            for (int i = 0; i < span.Length; i += 5003)
            {
                Assert.Equal(round * (round + 1) / 2, span[i].A);
            }
        }

        for (int i = 0; i < span.Length; i++)
        {
            Assert.Equal((10, i % 7 == 0 ? 4 * i : 0, -10), (span[i].A, span[i].B, span[i].C));
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Vector_reads_and_block_copies_meet_absent_pages(HmmHostMode mode, int pageSize)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = space.Allocate<int>(1 << 20);
        Span<int> span = array.AsSpan();
        TransparentKernels.Fill(device, span.Length, 5, array);
        Assert.Equal(-1, span.IndexOfAnyExcept(5));

        TransparentKernels.Add(device, span.Length, 1, array);
        Vector<int> sum = Vector<int>.Zero;
        ReadOnlySpan<int> unaligned = span[1..^(Vector<int>.Count - 1)];
        foreach (Vector<int> vector in MemoryMarshal.Cast<int, Vector<int>>(unaligned))
        {
            sum += vector;
        }

        Assert.Equal(6 * (unaligned.Length - unaligned.Length % Vector<int>.Count), Vector.Sum(sum));

        TransparentKernels.Add(device, span.Length, 1, array);
        int[] copy = new int[span.Length];
        fixed (int* target = copy)
        {
            Buffer.MemoryCopy(Unsafe.AsPointer(ref span[0]), target, sizeof(int) * (long)copy.Length, sizeof(int) * (long)copy.Length);
        }

        Assert.Equal(-1, copy.AsSpan().IndexOfAnyExcept(7));

        TransparentKernels.Add(device, span.Length, 1, array);
        copy.AsSpan().Fill(100);
        fixed (int* source = copy)
        {
            Unsafe.CopyBlockUnaligned((byte*)Unsafe.AsPointer(ref span[10]) + 1, source, 3 * 4096 * 100);
        }

        TransparentKernels.Add(device, HmmExtent.Range(span.Length / 2, span.Length), 1, array);
        Assert.Equal(8, span[9]);
        Assert.Equal(100 << 8 | 8, span[10]);
        Assert.Equal(-1, span[11..(11 + 3 * 102_400 - 1)].IndexOfAnyExcept(100 << 8));
        Assert.Equal(0, span[10 + 3 * 102_400] >> 8);
        Assert.Equal(-1, span[(11 + 3 * 102_400)..(span.Length / 2)].IndexOfAnyExcept(8));
        Assert.Equal(-1, span[(span.Length / 2)..].IndexOfAnyExcept(9));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void Two_devices_write_in_turn_and_the_host_reads(HmmHostMode mode, int pageSize)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice zero = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmDevice one = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = space.Allocate<int>(700_000);
        Span<int> span = array.AsSpan();
        for (int round = 1; round <= 12; round++)
        {
            TransparentKernels.Add(round % 2 == 0 ? zero : one, span.Length, 1, array);
            if (round % 3 == 0)
            {
                Assert.Equal(round, span[round * 50_000]);
                Assert.Equal(round, span[^1]);
            }
        }

        Assert.Equal(-1, span.IndexOfAnyExcept(12));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Unwritten_pages_stay_unwritten(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = space.Allocate<int>(64 * Page);
        array.AsSpan()[3 * Page] = 1;

        array.Prefetch(device, (0, 8 * Page));

        Assert.Equal(4096, device.Statistics.BytesIn);
        Assert.Equal(7 * 4096, device.Statistics.BytesCleared);
        Assert.Equal(
            [.. Enumerable.Range(0, 64).Select(page => page != 3)], array.Snapshot(device, HmmRange.All).EachPage().Select(page => page.IsUnwritten));

        TransparentKernels.Add(device, HmmExtent.Range(10 * Page, 12 * Page), 4, array);

        Assert.Equal(4096, device.Statistics.BytesIn);
        Assert.Equal(9 * 4096, device.Statistics.BytesCleared);
        Assert.Equal(
            [.. Enumerable.Range(0, 64).Select(page => page is not 3 and not 10 and not 11)],
            array.Snapshot(device, HmmRange.All).EachPage().Select(page => page.IsUnwritten));
        Assert.Equal([0, 4, 4, 0], [array.AsSpan()[10 * Page - 1], array.AsSpan()[10 * Page], array.AsSpan()[12 * Page - 1], array.AsSpan()[12 * Page]]);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_host_write_takes_a_page_from_all_devices_and_a_read_from_none(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice zero = HmmDevice.Simulated();
        using HmmDevice one = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = space.Allocate<int>(8 * Page);
        Span<int> span = array.AsSpan();
        span.Fill(1);
        array.Prefetch(zero, HmmRange.All);
        array.Prefetch(one, HmmRange.All);

        Assert.Equal(1, span[2 * Page]);
        Assert.Equal(1, span[5 * Page]);

        Assert.All(array.Snapshot(zero, HmmRange.All), page => Assert.Equal(HmmResidency.Shared, page.Residency));
        Assert.All(array.Snapshot(one, HmmRange.All), page => Assert.Equal(HmmResidency.Shared, page.Residency));

        span[5 * Page + 3] = 2;

        foreach (HmmDevice device in (HmmDevice[])[zero, one])
        {
            Assert.Equal(
                [.. Enumerable.Range(0, 8).Select(page => page == 5 ? HmmResidency.Absent : HmmResidency.Shared)],
                array.Snapshot(device, HmmRange.All).EachPage().Select(page => page.Residency));
            Assert.True(device.Statistics.HostWriteFaults > 0);
        }

        TransparentKernels.Add(one, span.Length, 1, array);
        Assert.Equal((2, 3), (span[0], span[5 * Page + 3]));
        Assert.Equal(HmmResidency.Absent, array.Snapshot(zero, ..1)[0].Residency);
        Assert.Equal(HmmResidency.Shared, array.Snapshot(one, ..1)[0].Residency);
        Assert.Equal(HmmResidency.Owned, array.Snapshot(one, (Page, Page + 1))[0].Residency);
    }
}
