using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A host that writes one page after another gets pages ahead, and devices keep what it does not come to.</summary>
public sealed class WriteScanTests
{
    private const int Page = 1024;
    private const int Pages = 4096;

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void A_scan_that_writes_takes_no_page_beyond_its_end(HmmHostMode mode, int pageSize)
    {
        const int Written = 1500;
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice zero = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmDevice one = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = space.Allocate<int>(Pages * Page);
        Span<int> span = array.AsSpan();
        span.Fill(1);
        array.Prefetch(zero, HmmRange.All);
        array.Prefetch(one, HmmRange.All);
        long faults = zero.Statistics.HostWriteFaults;

        span[..(Written * Page)].Fill(2);

        // A fault a window, not one a page.
        Assert.InRange(zero.Statistics.HostWriteFaults - faults, 1, Written / 20);
        foreach ((HmmDevice device, int size) in (ReadOnlySpan<(HmmDevice, int)>)[(zero, pageSize), (one, 4096)])
        {
            long gone = (Written * 4096L + size - 1) / size;
            Assert.Equal(
                [(HmmResidency.Absent, gone), (HmmResidency.Shared, Pages * 4096L / size - gone)],
                array.Snapshot(device, HmmRange.All).Select(run => (run.Residency, run.Pages)));
            long bytesIn = device.Statistics.BytesIn;
            array.Prefetch(device, HmmRange.All);
            Assert.Equal(gone * size, device.Statistics.BytesIn - bytesIn);
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void A_launch_that_only_reads_sees_what_a_scan_has_written(HmmHostMode mode, int pageSize)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = space.Allocate<int>(Pages * Page);
        using HmmArray<int> target = space.Allocate<int>(Pages * Page);
        Span<int> span = array.AsSpan();
        for (int round = 1; round <= TestScale.Iterations(quick: 2, full: 6); round++)
        {
            array.Prefetch(device, HmmRange.All);
            span[..(round * 611_113 % span.Length)].Fill(round);

            TransparentKernels.Copy(device, span.Length, array, target);

            Assert.True(span.SequenceEqual(target.AsReadOnlySpan()));
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void What_a_scan_has_written_ahead_of_its_faults_is_seen_by_launches(HmmHostMode mode, int pageSize)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using HmmArray<int> array = space.Allocate<int>(Pages * Page);
        int[] expected = new int[Pages * Page];
        Span<int> span = array.AsSpan();
        for (int round = 1; round <= TestScale.Iterations(quick: 4, full: 12); round++)
        {
            // The end is anywhere in a window, and goes on later where it ended.
            int end = round * 311_113 % span.Length;
            TransparentKernels.Add(device, span.Length, round, array);
            for (int i = 0; i < end; i += 512)
            {
                span[i] = round;
            }

            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] = i < end && i % 512 == 0 ? round : expected[i] + round;
            }

            TransparentKernels.Add(device, span.Length, 1, array);
            for (int i = end; i < Math.Min(end + 20_000, span.Length); i++)
            {
                span[i] = -round;
                expected[i] = -round - 1;
            }

            for (int i = 0; i < expected.Length; i++)
            {
                expected[i]++;
            }

            if (round % 3 == 0)
            {
                Assert.True(span.SequenceEqual(expected));
            }
        }
    }
}
