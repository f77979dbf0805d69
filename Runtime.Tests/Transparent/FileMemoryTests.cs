// Safety: asks the core how many pages of an array's region exist, while the array is alive.
using System.Runtime.InteropServices;
using HmmGen.Coherence;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Maps for writing keep no more in memory than they may; what is dropped is read again, and what was changed is written before.</summary>
[Collection(WholeProcess.Name)]
public sealed class FileMemoryTests : IDisposable
{
    private const int Page = 1024;
    private const int Pages = 8192;
    private const int LimitPages = 1024;

    /// <summary>What one touch, one launch's step, and what is read ahead may add before the hand moves.</summary>
    private const int SlackPages = 1024;

    /// <summary>What one touch may add: two windows of what is read ahead, each a sixteenth of the limit, and the clock's batch.</summary>
    private const int SlackOfTouch = LimitPages / 4;

    private readonly string _path = Path.GetTempFileName();
    private readonly long _before = HmmSpace.FileMemory;

    /// <summary>Makes the file, and few pages that may be kept.</summary>
    public FileMemoryTests()
    {
        using (FileStream stream = new(_path, FileMode.Create))
        {
            int[] numbers = [.. Enumerable.Range(0, Pages * Page)];
            stream.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
        }

        HmmSpace.FileMemory = LimitPages * 4096L;
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_map_that_is_read_through_keeps_the_pages_that_were_read_last(HmmHostMode mode)
    {
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite);
        Span<int> span = map.AsSpan();
        for (int round = 0; round < 2; round++)
        {
            for (int page = 0; page < Pages; page++)
            {
                Assert.Equal(page * Page + 7, span[page * Page + 7]);
                if (page % 512 == 0)
                {
                    Assert.InRange(Existing(map), 0, LimitPages + SlackOfTouch);
                }
            }
        }

        Assert.InRange(Existing(map), LimitPages / 2, LimitPages + SlackOfTouch);
        Assert.InRange(Existing(map, Pages - LimitPages / 4, LimitPages / 4), LimitPages / 8, LimitPages / 4);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Changes_are_written_when_there_are_too_many_and_none_is_lost(HmmHostMode mode)
    {
        using (HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite))
        {
            Span<int> span = map.AsSpan();
            for (int page = 0; page < Pages; page++)
            {
                span[page * Page] = -page;
                span[page * Page + 1023]++;
            }

            Assert.InRange(Existing(map), 0, LimitPages + SlackPages);
            Assert.Equal(-(Pages / 4), OnDisk(Pages / 4 * Page));
            for (int page = 0; page < Pages; page++)
            {
                Assert.Equal((-page, page * Page + 512, page * Page + 1024), (span[page * Page], span[page * Page + 512], span[page * Page + 1023]));
            }

            span[5] = -5;
            map.Flush();
            Assert.Equal(-5, OnDisk(5));
            span[6] = -6;
        }

        Assert.Equal((-6, -(Pages - 1), Pages * Page), (OnDisk(6), OnDisk((Pages - 1) * Page), OnDisk(Pages * Page - 1)));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_few_changes_stay_in_memory_until_they_are_flushed(HmmHostMode mode)
    {
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite);
        Span<int> span = map.AsSpan();
        for (int page = 0; page < 64; page++)
        {
            span[page * Page] = -1;
        }

        Assert.Equal(-1, Read(span, 64, Pages));
        Assert.Equal((0, 63 * Page), (OnDisk(0), OnDisk(63 * Page)));
        Assert.Equal(64, Existing(map, 0, 64));
        map.Flush();
        Assert.Equal((-1, -1), (OnDisk(0), OnDisk(63 * Page)));
        Assert.Equal(-1, Read(span, 64, Pages));
        Assert.InRange(Existing(map, 0, 64), 0, 63);
        Assert.Equal((-1, -1), (span[0], span[63 * Page]));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndPageSizes), MemberType = typeof(TransparentSpaces))]
    public void What_devices_have_takes_no_memory_of_the_host_and_comes_home(HmmHostMode mode, int pageSize)
    {
        // The next page comes beside the chunk that runs, where that pays.
        int most = LimitPages + SlackPages + pageSize / 4096;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = pageSize });
        using (HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite))
        {
            TransparentKernels.Add(device, Pages * Page, 3, map);
            Assert.InRange(Existing(map), 0, most);
            Span<int> span = map.AsSpan();
            for (int page = 0; page < Pages; page += 7)
            {
                Assert.Equal(page * Page + 12, span[page * Page + 9]);
            }

            TransparentKernels.Add(device, Pages * Page, 1, map);
            Assert.InRange(Existing(map), 0, most);
        }

        for (int page = 0; page < Pages; page += 101)
        {
            Assert.Equal(page * Page + 13, OnDisk(page * Page + 9));
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Pinned_pages_stay(HmmHostMode mode)
    {
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite);
        using HmmPin<int> pin = map.Pin((0, 2 * LimitPages * Page));
        Assert.Equal(-1, Read(map.AsSpan(), 2 * LimitPages, Pages));

        Assert.Equal(2 * LimitPages, Existing(map, 0, 2 * LimitPages));
        HardwareView.Of(map)[5] = -5;
        map.Flush();
        Assert.Equal(-5, OnDisk(5));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        HmmSpace.FileMemory = _before;
        File.Delete(_path);
    }

    /// <summary>Reads pages through, and gives the first place where something else is than the file had; -1 for none.</summary>
    private static int Read(ReadOnlySpan<int> span, int first, int end)
    {
        for (int place = first * Page; place < end * Page; place += Page)
        {
            if (span[place] != place)
            {
                return place;
            }
        }

        return -1;
    }

    private static unsafe long Existing(HmmArray<int> map, int first = 0, int count = Pages)
    {
        long existing = 0;
        for (long start = first * 4096L, end = (first + count) * 4096L; start < end;)
        {
            int exists;
            long stop = CoreFunctions.Watching->EndOfMemory(map.Region!.Core, start, end, &exists);
            existing += exists != 0 ? (stop - start) / 4096 : 0;
            start = stop;
        }

        GC.KeepAlive(map);
        return existing;
    }

    private int OnDisk(int place)
    {
        using FileStream stream = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = place * 4L;
        byte[] bytes = new byte[4];
        stream.ReadExactly(bytes);
        return BitConverter.ToInt32(bytes);
    }
}
