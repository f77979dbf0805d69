using HmmGen.Base;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Launching;
using Xunit;

namespace HmmGen.Tests.InPlace;

/// <summary>Every kernel of the corpus against plain C#, in place on an OpenCL device: the bits are equal, and nothing moves.</summary>
[Collection(DriverTests.Name)]
[Trait("Device", "OpenCL")]
public sealed class CorpusInPlaceTests
{
    private static readonly (int Seed, int Size)[] Samples = [(1, 700), (3, 5000)];

    [Theory]
    [MemberData(nameof(CorpusRows.OnOpenCL), MemberType = typeof(CorpusRows))]
    public void In_place(string name)
    {
        HmmDevice[] devices = [InPlaceDevice.Require(), InPlaceDevice.Require(new HmmDeviceOptions { Testing = new PagingTestOptions { MaximumChunk = 100 } })];
        foreach (HmmDevice device in devices)
        {
            using (device)
            {
                foreach ((int seed, int size) in Samples)
                {
                    Assert.Null(new CorpusSample(CorpusRows.Find(name), seed, size).Failure(device, "in place"));
                    InPlaceDevice.AssertNothingMoved(device);
                }
            }
        }
    }

    [Fact]
    public async Task A_cancelled_item_runs_whole_or_not_at_all()
    {
        using HmmDevice device = InPlaceDevice.Require();
        await CancelledLaunch.RunOften(device, "in place");
    }
}
