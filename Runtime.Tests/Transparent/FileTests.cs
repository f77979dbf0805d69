using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Mapped files in the transparent modes.</summary>
public sealed class FileTests : IDisposable
{
    private const int Page = 1024;

    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_file_that_is_mapped_for_reading_is_read_by_host_and_devices(HmmHostMode mode)
    {
        Write(3 * Page + 7);
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = space.MapFile<int>(_path, FileAccess.Read, offset: 12);
        using HmmArray<int> target = space.Allocate<int>(map.Length);

        TransparentKernels.Copy(device, (int)map.Length, map, target);

        Assert.Equal(Enumerable.Range(3, 3 * Page + 4), target.AsSpan().ToArray());
        Assert.Equal(Enumerable.Range(3, 3 * Page + 4), map.AsReadOnlySpan().ToArray());
        Assert.Throws<HmmAccessException>(() => map.AsSpan().Length);
        Assert.Throws<HmmAccessException>(() => Ops.Fill(device, 5, 1, map));
    }

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Devices_read_what_others_wrote_to_a_map_for_reading_when_they_have_lost_their_copies(HmmHostMode mode)
    {
        Write(3 * Page + 7);
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = space.MapFile<int>(_path, FileAccess.Read);
        using HmmArray<int> target = space.Allocate<int>(map.Length);
        TransparentKernels.Copy(device, (int)map.Length, map, target);
        for (int round = 1; round <= 2; round++)
        {
            Overwrite((5, -round), (2 * Page + 9, -10 * round));
            Assert.Equal([-round, -10 * round], [map[5], map[2 * Page + 9]]);

            map.Prefetch(HmmDevice.Host, (0, 10), HmmPrefetch.ForWriting);
            TransparentKernels.Copy(device, (int)map.Length, map, target);
            Assert.Equal([-round, -10 * (round - 1) + (round == 1 ? 2 * Page + 9 : 0)], [target[5], target[2 * Page + 9]]);

            map.Prefetch(HmmDevice.Host, HmmRange.All, HmmPrefetch.ForWriting);
            TransparentKernels.Copy(device, (int)map.Length, map, target);
            Assert.Equal(-10 * round, target[2 * Page + 9]);
        }

        Overwrite((5, -3));
        device.Trim();
        TransparentKernels.Copy(device, (int)map.Length, map, target);
        Assert.Equal(-3, target[5]);
    }

    [Fact]
    public void A_map_for_reading_stays_read_only_for_all_other_uses()
    {
        Write(Page);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = HmmSpace.Shared.MapFile<int>(_path, FileAccess.Read);
        Assert.Throws<HmmAccessException>(() => map.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting));
        map.Protect(HmmRange.All, HmmProtection.None);
        Assert.Throws<HmmAccessException>(() => map.Prefetch(HmmDevice.Host, HmmRange.All, HmmPrefetch.ForWriting));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_flush_writes_what_host_and_device_wrote_each_time(HmmHostMode mode)
    {
        Write(5 * Page + 7);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite);
        Span<int> span = map.AsSpan();

        TransparentKernels.Add(device, HmmExtent.Range(100, 2 * Page), 10_000, map);
        map.Flush();
        Assert.Equal([99, 10_100, 2 * Page + 9_999, 2 * Page], Elements(99, 100, 2 * Page - 1, 2 * Page));

        span[50] = -1;
        span[5 * Page + 6] = -2;
        span[150] = -3;
        map.Flush();
        Assert.Equal([-1, -2, -3, 10_151], Elements(50, 5 * Page + 6, 150, 151));

        span[50] = -4;
        TransparentKernels.Add(device, HmmExtent.Range(5 * Page, 5 * Page + 7), 1, map);
        map.Flush();
        Assert.Equal([-4, -1, 5 * Page + 1], Elements(50, 5 * Page + 6, 5 * Page));

        span[50] = -5;
        map.Flush();
        Assert.Equal([-5], Elements(50));
        Assert.Equal((5 * Page + 7) * 4, new FileInfo(_path).Length);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_part_of_a_file_may_begin_and_end_anywhere(HmmHostMode mode)
    {
        Write(8 * Page);
        using HmmDevice device = HmmDevice.Simulated();
        using (HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite, offset: 4 * 37, length: 3 * Page + 5))
        {
            Span<int> span = map.AsSpan();
            Assert.Equal([37, 3 * Page + 41], [span[0], span[^1]]);
            TransparentKernels.Add(device, span.Length, 100_000, map);
            span[0] = -1;
        }

        Assert.Equal(
            [36, -1, 100_038, 103_113, 3 * Page + 42, 8 * Page - 1], Elements(36, 37, 38, 3 * Page + 41, 3 * Page + 42, 8 * Page - 1));
        Assert.Equal(8 * 4096, new FileInfo(_path).Length);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Pages_that_nobody_wrote_are_not_written(HmmHostMode mode)
    {
        Write(8 * Page);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite);
        Span<int> span = map.AsSpan();
        span[10] = -1;
        TransparentKernels.Add(device, HmmExtent.Range(Page, Page + 5), 1, map);
        Assert.Equal(6 * Page, span[6 * Page]);

        using (FileStream other = new(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            foreach (int page in (int[])[4, 6])
            {
                other.Position = page * 4096 + 100;
                other.WriteByte(0xEE);
            }
        }

        map.Flush();
        byte[] bytes = Bytes();
        Assert.Equal((0xEE, 0xEE), (bytes[4 * 4096 + 100], bytes[6 * 4096 + 100]));
        Assert.Equal([-1, Page + 1], Elements(10, Page));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Disposing_writes_what_a_flush_would(HmmHostMode mode)
    {
        File.WriteAllBytes(_path, [.. Enumerable.Repeat((byte)1, 2 * 4096 + 5)]);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = 64 << 10 });
        using (HmmArray<byte> map = TransparentSpaces.Open(mode).MapFile<byte>(_path, FileAccess.ReadWrite))
        {
            map.AsSpan()[4096..].Fill(2);
            map.Prefetch(device, HmmRange.All);
            map.AsSpan()[^1] = 3;
        }

        byte[] bytes = Bytes();
        Assert.Equal(2 * 4096 + 5, bytes.Length);
        Assert.Equal([1, 2, 2, 3], [bytes[4095], bytes[4096], bytes[^2], bytes[^1]]);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void What_host_and_kernel_write_to_a_page_of_a_file_at_a_time_reaches_it(HmmHostMode mode, bool behind)
    {
        Write(2 * Page + 3);
        using GatedDevice gated = new();
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite);
        Span<int> span = map.AsSpan();

        gated.Start(() => TransparentKernels.AddToEven(gated.Device, Page + 2, 100_000, map), behind);
        span[1] = -1;
        span[2 * Page + 1] = -2;
        Assert.True(gated.IsHeld);
        gated.LetGo();
        map.Flush();

        Assert.Equal([100_000, -1, 100_002, 102_048, -2, 102_050], Elements(0, 1, 2, 2 * Page, 2 * Page + 1, 2 * Page + 2));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void What_hardware_writes_to_a_pinned_page_of_a_file_reaches_it_each_time(HmmHostMode mode)
    {
        Write(3 * Page);
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite);
        using HmmPin<int> pin = map.Pin((Page, 2 * Page));
        for (int round = 1; round <= 3; round++)
        {
            HardwareView.Of(map)[Page + 5] = -round;
            map.Flush();
            Assert.Equal([Page + 4, -round], Elements(Page + 4, Page + 5));
        }
    }

    /// <inheritdoc/>
    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_map_of_a_file_without_a_name_is_written_as_before(HmmHostMode mode)
    {
        Write(2 * Page);
        using HmmArray<int> map = TransparentSpaces.Open(mode).MapFile<int>(_path, FileAccess.ReadWrite);
        File.Delete(_path);

        Ops.Fill(HmmDevice.Host, Page, 5, map);
        map.Discard((Page, 2 * Page));
        map.Flush();

        Assert.Equal([5, 0, 0], new[] { map[Page - 1], map[Page], map[2 * Page - 1] });
    }

    public void Dispose() => File.Delete(_path);

    private void Write(int count) => File.WriteAllBytes(_path, [.. Enumerable.Range(0, count).SelectMany(BitConverter.GetBytes)]);

    private void Overwrite(params (int Place, int Value)[] elements)
    {
        using FileStream stream = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach ((int place, int value) in elements)
        {
            stream.Position = 4L * place;
            stream.Write(BitConverter.GetBytes(value));
        }
    }

    private int[] Elements(params int[] places)
    {
        byte[] bytes = Bytes();
        return [.. places.Select(place => BitConverter.ToInt32(bytes, 4 * place))];
    }

    private byte[] Bytes()
    {
        using FileStream stream = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
