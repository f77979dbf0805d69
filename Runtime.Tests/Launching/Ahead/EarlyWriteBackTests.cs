// Safety: the mirror lives while its device and its array do.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Paging;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching.Ahead;

/// <summary>What a chunk has written goes home while the next one runs, if the host took it home after the last equal launch.</summary>
public sealed class EarlyWriteBackTests
{
    private const int Page = 1024;

    /// <summary>Pages that a chunk writes.</summary>
    private const int Chunk = 2;

    private const int Pages = 16;
    private const int Length = Pages * Page;

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Pages_that_the_host_took_home_go_home_while_the_launch_runs(HmmHostMode mode)
    {
        using HmmDevice device = Open();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Length);
        int[] expected = new int[Length];

        TransparentKernels.Add(device, Length, 1, array);
        Assert.True(Dirty(device, array) > Chunk);
        for (int launch = 0; launch < 3; launch++)
        {
            Array.Fill(expected, launch + 1);
            Assert.Equal(expected, array.ToArray());
            TransparentKernels.Add(device, Length, 1, array);
            Assert.Equal(Chunk, Dirty(device, array));
        }

        Array.Fill(expected, 4);
        Assert.Equal(expected, array.ToArray());
    }

    [Theory]
    [InlineData(true, true, OverlapKind.Never)]
    [InlineData(true, false, OverlapKind.Always)]
    [InlineData(false, true, OverlapKind.Always)]
    internal void Other_pages_stay_until_their_frames_are_taken(bool comesHome, bool isAllowed, OverlapKind overlap)
    {
        using HmmDevice device = Open(isAllowed, overlap);
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Length);
        for (int launch = 0; launch < 3; launch++)
        {
            TransparentKernels.Add(device, Length, 1, array);
            Assert.True(Dirty(device, array) > Chunk);
            if (comesHome)
            {
                array.Prefetch(HmmDevice.Host, HmmRange.All);
            }
        }
    }

    /// <summary>A host that stops to take the pages home is noticed: the pages of the last chunk are still on the device then.</summary>
    [Fact]
    public void Pages_stay_again_when_the_host_does_not_take_them_home_any_more()
    {
        using HmmDevice device = Open();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Length);
        TransparentKernels.Add(device, Length, 1, array);
        array.Prefetch(HmmDevice.Host, HmmRange.All);
        TransparentKernels.Add(device, Length, 1, array);
        Assert.Equal(Chunk, Dirty(device, array));
        TransparentKernels.Add(device, Length, 1, array);
        Assert.True(Dirty(device, array) > Chunk);
    }

    /// <summary>Of two arrays that a launch writes, the host takes one home.</summary>
    /// <param name="takesFirst">Whether it is the first one.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_host_does_not_take_home_stays_beside_what_it_does(bool takesFirst)
    {
        using HmmDevice device = Open(memory: 24);
        using HmmArray<int> first = HmmSpace.Shared.Allocate<int>(Length), second = HmmSpace.Shared.Allocate<int>(Length);
        (HmmArray<int> taken, HmmArray<int> other) = takesFirst ? (first, second) : (second, first);
        for (int launch = 0; launch < 3; launch++)
        {
            AheadKernels.Count(device, Length, first, second);
            Assert.Equal(launch == 0, Dirty(device, taken) > Chunk);
            Assert.True(Dirty(device, other) > Chunk);
            taken.Prefetch(HmmDevice.Host, HmmRange.All);
        }

        Assert.Equal(-1, first.AsReadOnlySpan().IndexOfAnyExcept(3));
        Assert.Equal(-1, second.AsReadOnlySpan().IndexOfAnyExcept(-3));
    }

    /// <summary>Each chunk adds to all elements of the target. So each of its pages is written by every chunk, and stays.</summary>
    [Fact]
    public void A_page_that_all_chunks_write_does_not_go_home_between()
    {
        using HmmDevice device = Open();
        using HmmArray<int> source = HmmSpace.Shared.Allocate<int>(Length), target = HmmSpace.Shared.Allocate<int>(2 * Page);
        source.AsSpan().Fill(1);
        for (int launch = 0; launch < 3; launch++)
        {
            long before = device.Statistics.BytesOut;
            AheadKernels.AddRows(device, Length, source, target);
            Assert.Equal(0, device.Statistics.BytesOut - before);
            int[] sums = new int[2 * Page];
            Array.Fill(sums, Length / (2 * Page) * (launch + 1));
            Assert.Equal(sums, target.ToArray());
        }
    }

    /// <summary>
    /// Two chunks touch most pages, which go home once, after the later one. Between the two there are five other chunks, or three, or one. The launch has eight.
    /// </summary>
    [Fact]
    public void A_page_goes_home_after_the_last_chunk_that_touches_it()
    {
        const int Touched = Pages + Chunk;
        using HmmDevice device = Open(memory: 2 * Pages, contiguous: false);
        using HmmArray<int> other = HmmSpace.Shared.Allocate<int>(2 * Length), array = HmmSpace.Shared.Allocate<int>(Touched * Page);
        other.Prefetch(device, HmmRange.All);
        int[] expected = new int[Touched * Page];
        for (int launch = 0; launch < 3; launch++)
        {
            long before = device.Statistics.BytesOut;
            AheadKernels.AddBoth(device, Length, array);
            Assert.Equal(launch == 0 ? 0 : (Touched - 2 * Chunk) << 12, device.Statistics.BytesOut - before);
            for (int i = 0; i < Length; i++)
            {
                AheadKernels.AddBoth(i, expected);
            }

            Assert.Equal(expected, array.ToArray());
        }
    }

    /// <summary>A page that the host writes meanwhile waits for the end of the wave: to merge both could fail, and nobody would hear of it here.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_page_that_the_host_writes_meanwhile_stays(HmmHostMode mode)
    {
        const int Held = 4;
        using HmmDevice device = Open();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Length);
        array.AsSpan().Fill(3);
        DeviceMemory memory = device.Session.Memory;
        RegionMirror mirror = memory.MirrorOf(array.Region!);
        using (DeviceMemory.LaunchResidency residency = memory.Begin([mirror], static _ => true))
        {
            residency.Map([.. Enumerable.Range(0, Held).Select(page => new PageRequest(new MirroredPage(mirror, page), Writable: true, Contents: true))], MapCause.Planned);
            array[2 * Page + 5] = 8;
            residency.SendHome(mirror, PageRuns.Of(0, Held));
            Assert.Equal([false, false, true, false], Enumerable.Range(0, Held).Select(page => mirror.IsDirty(page)));
            residency.Finish();
        }

        Assert.Equal((8, 3), (array[2 * Page + 5], array[2 * Page + 6]));
    }

    /// <summary>When the protection of a part ends, the region's pages become as large as the device's. What was noted of its smaller ones does not count.</summary>
    [Fact]
    public void Pages_that_change_their_size_between_two_launches_are_new_ones()
    {
        const int Larger = 4, Small = 64;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
        {
            MemoryBudget = 24 << 12,
            PageSize = Larger << 12,
            Testing = new() { Overlap = OverlapKind.Always, MaximumChunk = Chunk * Page },
        });
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Small * Page);
        array.Protect(..Page, HmmProtection.ReadOnly);
        HmmArray<int> written = array.Slice(Larger * Page, (Small - Larger) * Page);
        TransparentKernels.Add(device, written.Length, 1, written);
        Assert.Equal(Small, device.Session.Memory.MirrorOf(array.Region!).PageCount);
        array.Protect(HmmRange.All, HmmProtection.ReadWrite);
        TransparentKernels.Add(device, written.Length, 1, written);
        Assert.Equal(Small / Larger, device.Session.Memory.MirrorOf(array.Region!).PageCount);
        Assert.Equal(-1, array.AsReadOnlySpan()[(Larger * Page)..].IndexOfAnyExcept(2));
    }

    /// <summary>A copy home that fails is no failure of the launch: whoever needs the pages next tries again, and says why it fails.</summary>
    [Fact]
    public unsafe void A_copy_home_that_fails_leaves_the_pages_where_they_are()
    {
        using HmmDevice device = Open();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Length);
        TransparentKernels.Fill(device, Length, 3, array);
        DeviceMemory memory = device.Session.Memory;
        RegionMirror mirror = memory.MirrorOf(array.Region!);
        long dirty = Dirty(device, array);
        CoreFunctions.Current->LoseDevice(mirror.Core->Device);
        using (DeviceMemory.LaunchResidency residency = memory.Begin([mirror], static _ => true))
        {
            residency.SendHome(mirror, PageRuns.Of(0, Pages));
            Assert.Equal(dirty, Dirty(device, array));
            residency.Finish();
        }

        Assert.Throws<HmmDeviceException>(() => array.Prefetch(HmmDevice.Host, HmmRange.All));
    }

    private static HmmDevice Open(bool isAllowed = true, OverlapKind overlap = OverlapKind.Always, int memory = 12, bool contiguous = true)
        => HmmDevice.Simulated(new SimulatedOptions
        {
            MemoryBudget = memory << 12,
            MaxDegreeOfParallelism = 1,
            Testing = new() { Overlap = overlap, MaximumChunk = Chunk * Page, EarlyWriteBack = isAllowed, Contiguous = contiguous },
        });

    private static long Dirty(HmmDevice device, HmmArray<int> array)
    {
        RegionMirror mirror = device.Session.Memory.MirrorOf(array.Region!);
        return Enumerable.Range(0, (int)mirror.PageCount).Count(page => mirror.IsDirty(page));
    }
}
