using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Every kernel of the corpus against plain C#, on devices with a driver.</summary>
[Collection(DriverTests.Name)]
public sealed class CorpusOnOtherDevicesTests
{
    private static readonly (int Seed, int Size)[] Samples = [(1, 700), (3, 5000)];

    [Theory]
    [Trait("Device", "OpenCL")]
    [MemberData(nameof(CorpusRows.OnOpenCL), MemberType = typeof(CorpusRows))]
    public void On_OpenCL(string name) => Check(name, HmmDeviceKind.OpenCL);

    [Theory]
    [Trait("Device", "Cuda")]
    [MemberData(nameof(CorpusRows.OnCuda), MemberType = typeof(CorpusRows))]
    public void On_CUDA(string name) => Check(name, HmmDeviceKind.Cuda);

    private static void Check(string name, HmmDeviceKind kind)
    {
        foreach (HmmDevice device in OtherDevices.Require(kind))
            CorpusSample.CheckForms(name, Samples, device.WithOptions);
    }
}
