using HmmGen.Tests.Generated;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Peers;

/// <summary>Two devices over one OpenCL device share a context: the driver copies from buffer to buffer, or the core where frames are memory of the process.</summary>
[Trait("Device", "OpenCL")]
[Collection(DriverTests.Name)]
public sealed class PeersOnOpenCLTests
{
    private const int Length = 40 * 1024;

    /// <summary>The host modes, with frames that are memory of the process and without.</summary>
    public static TheoryData<HmmHostMode, bool> Ways
        => [.. PeerTests.Modes.SelectMany(row => new[] { (row.Data, true), (row.Data, false) }).Select(way => new TheoryDataRow<HmmHostMode, bool>(way.Data, way.Item2))];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Pages_go_from_buffer_to_buffer(HmmHostMode mode, bool sharesFrames)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice one = Open(null, sharesFrames);
        using HmmDevice two = Open(20 * 4096, sharesFrames);
        using HmmArray<int> array = space.Allocate<int>(Length);
        using HmmArray<int> target = space.Allocate<int>(Length);
        for (int i = 0; i < Length; i++)
        {
            array.AsSpan()[i] = i;
        }

        // The first launches give the devices their frames.
        TransparentKernels.Fill(two, 1, 0, target);
        TransparentKernels.Add(one, Length, 1, array);
        HmmStatistics before = one.Statistics;
        TransparentKernels.Copy(two, Length, array, target);
        Assert.Equal(Enumerable.Range(1, Length), target.ToArray());
        Assert.Equal(40 * 4096, array.StatisticsOn(two).BytesFromPeers);
        Assert.Equal(0, (one.Statistics - before).BytesOut);
        TransparentKernels.Add(two, Length, 10, array);
        TransparentKernels.Add(one, Length, 100, array);
        Assert.Equal(Enumerable.Range(111, Length), array.ToArray());
        Assert.True(array.StatisticsOn(one).BytesFromPeers > 0);
    }

    private static HmmDevice Open(long? budget, bool sharesFrames)
        => OtherDevices.RequireDriven().WithOptions(
            new HmmDeviceOptions { MemoryBudget = budget, InPlace = false, Testing = new() { SharedFrames = sharesFrames } });
}
