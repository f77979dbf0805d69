// Safety: the engine owns the frames, and lives until the test's end. All of them have memory.
using HmmGen.Devices;
using HmmGen.Memory;
using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>The frames of simulated devices lie in huge pages, where Linux gives any, and keep their contents as they grow.</summary>
public sealed unsafe class HugeFrameTests
{
    private const string Policy = "/sys/kernel/mm/transparent_hugepage/enabled";

    /// <summary>Sixteen huge pages and a part of one.</summary>
    private const long Bytes = (33 << 20) + 4096;

    [Fact]
    public void Frames_get_huge_pages()
    {
        Assert.SkipUnless(File.Exists(Policy) && !File.ReadAllText(Policy).Contains("[never]", StringComparison.Ordinal), "This machine makes no huge pages.");
        using SimulatedEngine engine = new(new SimulatedOptions());
        engine.Reserve(DeviceStorage.Frames, Bytes);
        engine.Clear(DeviceStorage.Frames, 0, Bytes);
        long? huge = HugePageCount.Of((byte*)engine.Lend().Memory, Bytes);
        Assert.SkipWhen(huge is null, "Linux does not tell which pages are huge.");

        // Some may be missing where memory lies in pieces.
        Assert.InRange(huge.Value, 1, 16);
    }

    [Theory]
    [InlineData(4096, 1 << 20)]
    [InlineData(1 << 20, Bytes)]
    [InlineData(2 << 20, Bytes)]
    public void Frames_keep_their_contents_as_they_grow(long before, long after)
    {
        byte[] contents = new byte[before];
        new Random(1).NextBytes(contents);
        using SimulatedEngine engine = new(new SimulatedOptions());
        engine.Reserve(DeviceStorage.Frames, before);
        fixed (byte* source = contents)
        {
            engine.Upload(DeviceStorage.Frames, 0, source, before);
        }

        engine.Reserve(DeviceStorage.Frames, after);
        byte[] there = new byte[before];
        fixed (byte* target = there)
        {
            engine.Download(DeviceStorage.Frames, 0, target, before);
        }

        Assert.Equal(contents, there);
        engine.Clear(DeviceStorage.Frames, after - 4096, 4096);
    }
}
