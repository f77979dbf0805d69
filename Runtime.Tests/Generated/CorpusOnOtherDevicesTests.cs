using HmmGen.Corpus;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Every kernel of the corpus against plain C#, on devices that ILGPU drives.</summary>
public sealed class CorpusOnOtherDevicesTests
{
    [Theory]
    [MemberData(nameof(CorpusRows.All), MemberType = typeof(CorpusRows))]
    public void On_ILGPUs_simulation(string name) => Check(name, [(4, 700)], OtherDevices.IlgpuSimulated);

    [Theory]
    [Trait("Device", "OpenCL")]
    [MemberData(nameof(CorpusRows.OnOpenCL), MemberType = typeof(CorpusRows))]
    public void On_OpenCL_devices(string name) => Check(name, HmmDeviceKind.OpenCL);

    [Theory]
    [Trait("Device", "Cuda")]
    [MemberData(nameof(CorpusRows.OnCuda), MemberType = typeof(CorpusRows))]
    public void On_CUDA_devices(string name) => Check(name, HmmDeviceKind.Cuda);

    private static void Check(string name, HmmDeviceKind kind)
    {
        foreach (HmmDevice device in OtherDevices.Require(kind))
            Check(name, [(1, 3000), (3, 6500)], device.WithOptions);
    }

    private static void Check(string name, (int Seed, int Size)[] samples, Func<HmmDeviceOptions, HmmDevice> open)
    {
        List<string> failures = [];
        foreach ((int seed, int size) in samples)
        {
            CorpusSample sample = new(CorpusRows.Find(name), seed, size);
            foreach (CorpusForm form in CorpusForm.All)
            {
                using HmmDevice device = open(form.Options);
                if (sample.Failure(device, $"{device.Name}, {form}") is { } failure)
                    failures.Add(failure);
                else if (device.Memory.UsedFrames > 0)
                    failures.Add(sample.Line($"{device.Name}, {form}", $"{device.Memory.UsedFrames} frames are left on the device"));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
