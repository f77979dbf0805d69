using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Private maps: the file's contents, of which nothing is written back.</summary>
public sealed class PrivateFileTests : IDisposable
{
    private const int Page = 1024;
    private const int Count = 20 * Page + 7;

    private readonly string _path = Path.GetTempFileName();
    private readonly byte[] _bytes = [.. Enumerable.Range(0, Count).SelectMany(BitConverter.GetBytes)];

    /// <summary>Writes the file.</summary>
    public PrivateFileTests() => File.WriteAllBytes(_path, _bytes);

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void The_file_stays_as_it_was(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using (HmmArray<int> map = TransparentSpaces.Open(mode).MapFilePrivate<int>(_path))
        {
            TransparentKernels.Add(device, HmmExtent.Range(100, 3 * Page), 1000, map);
            map[0] = -1;
            map.AsSpan(5 * Page, 10).Fill(-2);
            Ops.Fill(device, HmmExtent.Range(8 * Page, 10 * Page), -3, map);
            TransparentKernels.Add(HmmDevice.Host, HmmExtent.Range(12 * Page, 12 * Page + 5), 1, map);
            using (HmmPin<int> pin = map.Pin((14 * Page, 14 * Page + 1)))
            {
                unsafe
                {
                    Assert.Equal(14 * Page, *pin.Pointer);
                    *pin.Pointer = -4;
                }
            }

            map.Flush();
            Assert.Equal(_bytes, FileBytes());
            Assert.Equal([-1, 1], map.AsReadOnlySpan(0, 2).ToArray());
            Assert.Equal([99, 1100], map.AsReadOnlySpan(99, 2).ToArray());
            Assert.Equal([-2, 5 * Page + 10], map.AsReadOnlySpan(5 * Page + 9, 2).ToArray());
            Assert.Equal([-3, 10 * Page], map.AsReadOnlySpan(10 * Page - 1, 2).ToArray());
            Assert.Equal([12 * Page + 5, 12 * Page + 5], map.AsReadOnlySpan(12 * Page + 4, 2).ToArray());
            Assert.Equal((-4, Count - 1), (map[14L * Page], map[Count - 1L]));
        }

        Assert.Equal(_bytes, FileBytes());
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void A_file_that_may_not_be_written_is_enough(HmmHostMode mode)
    {
        using FileStream reader = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFilePrivate<int>(_path);
        map[5] = -5;
        Assert.Equal((-5, 6), (map[5L], map[6L]));
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Two_maps_do_not_see_each_other(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> first = space.MapFilePrivate<int>(_path);
        using HmmArray<int> second = space.MapFilePrivate<int>(_path, offset: 4 * 10, length: 5 * Page);

        TransparentKernels.Add(device, 5 * Page, 1, first);
        TransparentKernels.Add(device, 5 * Page, 2, second);
        first[7] = -1;
        second[8] = -2;

        Assert.Equal([7, -1, 9], new[] { first[6L], first[7L], first[8L] });
        Assert.Equal([19, -2, 21], new[] { second[7L], second[8L], second[9L] });
        Assert.Equal(_bytes, FileBytes());
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Pages_are_read_when_they_are_needed_and_then_are_the_maps(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFilePrivate<int>(_path);
        Assert.Equal(0, map[0]);
        TransparentKernels.Add(device, HmmExtent.Range(2 * Page, 2 * Page + 1), 5, map);

        WriteFile(-1, 0, 2 * Page, 15 * Page);

        // What has been read or written stays, what has not been needed is what the file has now.
        Assert.Equal([0, 2 * Page + 5, -1], new[] { map[0L], map[2L * Page], map[15L * Page] });
        WriteFile(-2, 15 * Page, 17 * Page);
        TransparentKernels.Add(device, HmmExtent.Range(15 * Page, 18 * Page), 100, map);
        Assert.Equal([99, 98], new[] { map[15L * Page], map[17L * Page] });
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void What_was_read_stays_when_the_file_becomes_shorter(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFilePrivate<int>(_path);
        TransparentKernels.Add(device, HmmExtent.Range(9 * Page, 10 * Page), 5, map.Slice(0, 10 * Page));
        map[12 * Page] = -1;
        using (FileStream stream = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(4 * 3 * Page);
        }

        Assert.Equal(2 * Page, map[2L * Page]);
        Assert.Equal([9 * Page + 5, -1], new[] { map[9L * Page], map[12L * Page] });
        Assert.Throws<EndOfStreamException>(() => map[16L * Page]);
        Assert.Throws<EndOfStreamException>(() => TransparentKernels.Add(device, Count, 1, map));
        Assert.Throws<EndOfStreamException>(() => TransparentKernels.Add(HmmDevice.Host, Count, 1, map));
        TransparentKernels.Add(device, Page, 1, map.Slice(9 * Page, Page));
        Assert.Equal(9 * Page + 6, map[9L * Page]);
        Assert.Equal(4 * 3 * Page, new FileInfo(_path).Length);
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Errors_are_those_of_other_maps(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        Assert.Throws<EndOfStreamException>(() => space.MapFilePrivate<int>(_path, offset: _bytes.Length + 1));
        Assert.Throws<EndOfStreamException>(() => space.MapFilePrivate<int>(_path, offset: 4, length: Count));
        Assert.Throws<ArgumentException>(() => space.MapFilePrivate<int>(_path, offset: 1));
        Assert.Throws<FileNotFoundException>(() => space.MapFilePrivate<int>(_path + "-"));
        Assert.Throws<ArgumentOutOfRangeException>(() => space.MapFilePrivate<int>(_path, offset: -1));
        Assert.Equal(0, space.MapFilePrivate<int>(_path, offset: _bytes.Length).Length);
        using HmmArray<byte> part = space.MapFilePrivate<byte>(_path, offset: 5, length: 9000);
        Assert.Equal(_bytes.AsSpan(5, 9000).ToArray(), part.AsSpan().ToArray());
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void What_is_discarded_is_zero_and_not_read_again(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFilePrivate<int>(_path);
        TransparentKernels.Add(device, HmmExtent.Range(4 * Page, 5 * Page), 5, map);

        map.Discard((Page + 10, 6 * Page));

        Assert.Equal([Page + 9, 0], map.AsReadOnlySpan(Page + 9, 2).ToArray());
        Assert.Equal([0, 6 * Page], map.AsReadOnlySpan(6 * Page - 1, 2).ToArray());
        TransparentKernels.Add(device, HmmExtent.Range(Page, 7 * Page), 1, map);
        Assert.Equal([Page + 10, 1], map.AsReadOnlySpan(Page + 9, 2).ToArray());
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void More_than_a_device_holds_goes_there_and_back(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 4 * 4096, RandomEvictions = 5, MaxDegreeOfParallelism = 1 });
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFilePrivate<int>(_path);
        TransparentKernels.Add(device, Count, 1, map);
        TransparentKernels.Add(device, Count, 1, map);

        Assert.Equal(Enumerable.Range(2, Count), map.ToArray());
        Assert.Equal(_bytes, FileBytes());
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);

    private void WriteFile(int value, params int[] places)
    {
        using FileStream stream = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (int place in places)
        {
            stream.Position = 4L * place;
            stream.Write(BitConverter.GetBytes(value));
        }
    }

    private byte[] FileBytes()
    {
        using FileStream stream = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
