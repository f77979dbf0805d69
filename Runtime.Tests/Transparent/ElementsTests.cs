using System.Buffers;
using System.Text;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>What people do with the elements of a collection, after a device has changed them.</summary>
public sealed class ElementsTests
{
    private const int Count = 3 * 4096 + 7;

    /// <summary>Every mode; one that this machine cannot have is skipped.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    private static int[] Right { get; } = [.. Enumerable.Range(0, Count).Select(static i => (i * 3) + 1)];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Elements_are_what_the_device_made_of_them(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Made(mode, device);
        List<int> seen = [];
        foreach (int element in array)
        {
            seen.Add(element);
        }

        Assert.Equal(Right, seen);
        Assert.Equal(Right, array.ToArray());
        Assert.Equal((Right[^1], Right[^2], Right[5]), (array[^1], array[^2], array[5]));
        Assert.Equal(Right[2..^3], array[2..^3].ToArray());
        Assert.Equal(Right, array.AsReadOnlyMemory().ToArray());
        using HmmArray<int> copy = TransparentSpaces.Open(mode).Allocate<int>(Count + 1);
        array.CopyTo(copy);
        Assert.Equal([.. Right, 0], copy.ToArray());
        array[^1] = -5;
        array[0] = -6;
        Assert.Equal((-6, -5), (array[0L], array[Count - 1]));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void What_the_host_sets_is_what_the_device_reads(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Made(mode, device);
        array.Fill(7);
        TransparentKernels.Add(device, Count, 1, array);
        Assert.Equal(Enumerable.Repeat(8, Count), array.ToArray());

        TransparentKernels.Add(device, Count, 1, array);
        array.CopyFrom(Right.AsSpan(0, 5000));
        TransparentKernels.Add(device, Count, 1, array);
        Assert.Equal([.. Right.Take(5000).Select(static e => e + 1), .. Enumerable.Repeat(10, Count - 5000)], array.ToArray());

        array.Clear();
        TransparentKernels.Add(device, Count, 2, array);
        Assert.Equal(Enumerable.Repeat(2, Count), array.ToArray());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_array_can_be_copied_over_itself(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Made(mode, device);
        array.CopyFrom(array.AsReadOnlySpan(10, 4096));
        int[] right = [.. Right.AsSpan(10, 4096), .. Right.AsSpan(4096)];
        Assert.Equal(right, array.ToArray());
        array[100..].CopyFrom(array.AsReadOnlySpan(0, 5000));
        Assert.Equal([.. right.AsSpan(0, 100), .. right.AsSpan(0, 5000), .. right.AsSpan(5100)], array.ToArray());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_saved_file_has_the_elements_and_a_failed_save_leaves_what_was_there(HmmHostMode mode)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "elements.bin");
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Made(mode, device);
        await array.SaveAsync(path, cancellation);
        Assert.Equal(Right, MemoryOf(path));

        TransparentKernels.Add(device, Count, 1, array);
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => array.SaveAsync(path, cancelled.Token));
        Assert.Equal(Right, MemoryOf(path));
        Assert.Single(Directory.GetFiles(folder));

        using (HmmArray<int> loaded = await space.LoadAsync<int>(path, cancellation))
        {
            TransparentKernels.Add(device, Count, 1, loaded);
            Assert.Equal(Right.Select(static e => e + 1), loaded.ToArray());
            await loaded.SaveAsync(path, cancellation);
        }

        await array.LoadAsync(path, cancellation);
        Assert.Equal(Right.Select(static e => e + 1), array.ToArray());
        await Assert.ThrowsAsync<ArgumentException>(() => array[1..].LoadAsync(path, cancellation));
        await File.AppendAllTextAsync(path, "x", cancellation);
        await Assert.ThrowsAsync<ArgumentException>(() => space.LoadAsync<int>(path, cancellation));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_file_mapped_for_reading_is_memory_to_read(HmmHostMode mode)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "{\"a\":1}");
        using (HmmArray<byte> map = TransparentSpaces.Open(mode).MapFile<byte>(path, FileAccess.Read))
        {
            ReadOnlyMemory<byte> memory = map.AsReadOnlyMemory();
            Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(memory.Span));
            using System.Text.Json.JsonDocument parsed = System.Text.Json.JsonDocument.Parse(memory);
            Assert.Equal(1, parsed.RootElement.GetProperty("a").GetInt32());
            using (MemoryHandle pin = memory[1..].Pin())
            {
                Assert.Equal("\"", Encoding.UTF8.GetString(memory.Span[1..2]));
            }

            Assert.Throws<HmmAccessException>(() => map.Fill(1));
            Assert.Throws<HmmAccessException>(map.Clear);
            Assert.Throws<HmmAccessException>(() => map.CopyFrom([1]));
            Assert.Equal("HmmArray<Byte>[7], 7 bytes, read-only", map.ToString());
        }

        File.Delete(path);
    }

    [Fact]
    public void Read_only_memory_is_the_array_to_a_launch()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Made(HmmHostMode.Scopes, device);
        int[] target = new int[10];
        TransparentKernels.Copy(device, 10, array.AsReadOnlyMemory()[3..], target);
        Assert.Equal(Right[3..13], target);
    }

    [Fact]
    public unsafe void Native_memory_is_a_buffer()
    {
        using HmmDevice device = HmmDevice.Simulated();
        int[] elements = [1, 2, 3, 4];
        fixed (int* pointer = elements)
        {
            TransparentKernels.Add(device, 3, 10, HmmBuffer<int>.FromPointer(pointer + 1, 3));
            int[] copy = new int[4];
            TransparentKernels.Copy(device, 4, HmmReadOnlyBuffer<int>.FromPointer(pointer, 4), copy);
            Assert.Equal([1, 12, 13, 14], copy);
        }

        Assert.Throws<ArgumentNullException>(() => HmmBuffer<int>.FromPointer(null, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HmmBuffer<int>.FromPointer(null, -1));
        Assert.Equal(0, HmmBuffer<int>.FromPointer(null, 0).Length);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using HmmArray<int> array = new HmmSpace(HmmHostMode.Scopes).Allocate<int>(4);
        Assert.Throws<ArgumentException>(() => array.CopyFrom([1, 2, 3, 4, 5]));
        Assert.Throws<ArgumentException>(() => array.CopyTo(new int[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => array[^5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[2..6]);
        Assert.Equal("HmmArray<Int32>[4], 16 bytes", array.ToString());
        array.Dispose();
        Assert.Equal("HmmArray<Int32>[4], 16 bytes, disposed of", array.ToString());
        Assert.Throws<ObjectDisposedException>(() => array.ToArray());
        Assert.Throws<ObjectDisposedException>(() => array.GetEnumerator().MoveNext());
        using HmmArray<int> empty = new HmmSpace(HmmHostMode.Scopes).Allocate<int>(0);
        empty.Fill(1);
        empty.Clear();
        empty.CopyFrom([]);
        Assert.Empty(empty.ToArray());
    }

    [Theory]
    [InlineData(null, "Host")]
    [InlineData("", "Host")]
    [InlineData("host", "Host")]
    [InlineData("simulated", "Simulated 0")]
    [InlineData(" Simulated:3", "Simulated 3")]
    public void The_default_device_is_what_is_asked_for(string? asked, string name) => Assert.Equal(name, DefaultDevice.Choose([HmmDevice.Host], [], asked).Name);

    [Theory]
    [InlineData("simulated:64MiB", "Simulated 0", 64L << 20)]
    [InlineData("simulated:3:1.5mib", "Simulated 3", 3L << 19)]
    [InlineData("Simulated:7: 8192 B ", "Simulated 7", 8192L)]
    public void A_simulated_default_device_may_have_a_budget(string asked, string name, long bytes)
    {
        using HmmDevice device = DefaultDevice.Choose([HmmDevice.Host], [], asked);
        Assert.Equal((name, bytes), (device.Name, device.MemoryBudget));
    }

    [Theory]
    [InlineData("cuda", "no driver")]
    [InlineData("opencl", "no driver")]
    [InlineData("gpu", "it can be cuda, opencl, host")]
    [InlineData("simulated:x", "HMMGEN_DEVICE is 'simulated:x': it can be cuda, opencl, host")]
    [InlineData("simulated:64mb", "A budget has a unit, such as 64MiB.")]
    [InlineData("simulated:", "simulated:NUMBER:BUDGET")]
    [InlineData("simulated:0MiB", "simulated:NUMBER:BUDGET")]
    [InlineData("simulated:-1MiB", "simulated:NUMBER:BUDGET")]
    [InlineData("simulated:9999999999GiB", "simulated:NUMBER:BUDGET")]
    [InlineData("simulated:64MiB:3", "simulated:NUMBER:BUDGET")]
    [InlineData("simulated:3:64", "simulated:NUMBER:BUDGET")]
    [InlineData("simulated:3:64MiB:1", "simulated:NUMBER:BUDGET")]
    [InlineData("host:64MiB", "simulated:NUMBER:BUDGET")]
    public void A_default_device_that_is_not_there_is_refused(string asked, string says) => Assert.Contains(
        says, Assert.Throws<PlatformNotSupportedException>(() => DefaultDevice.Choose([HmmDevice.Host], ["no driver"], asked)).Message, StringComparison.Ordinal);

    private static int[] MemoryOf(string path) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(path)).ToArray();

    private static HmmArray<int> Made(HmmHostMode mode, HmmDevice device)
    {
        HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Count);
        array.CopyFrom([.. Enumerable.Range(0, Count).Select(static i => i * 3)]);
        TransparentKernels.Add(device, Count, 1, array);
        return array;
    }
}
