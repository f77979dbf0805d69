using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The engine over an OpenCL device.</summary>
[Trait("Device", "OpenCL")]
[Collection(Generated.DriverTests.Name)]
public sealed class OpenCLEngineTests : IlgpuEngineTests
{
    private protected override IlgpuHardware Hardware => OpenCLDevice.Require();

    /// <summary>A kernel that ILGPU refuses is named with its form, and the next kernel runs.</summary>
    [Fact]
    public void A_refused_kernel_leaves_the_device_usable()
    {
        using IlgpuEngine engine = new(Hardware);
        Wave wave = new() { Count = 1, Active = -1, Size1 = 1, Size2 = 1 };
        for (int round = 0; round < 2; round++)
        {
            HmmDeviceException refusal = Assert.Throws<HmmDeviceException>(
                () => engine.Run<RefusedKernel, RefusedArguments>(KernelVariant.Linear, wave, default, CancellationToken.None));
            Assert.Contains("Ops.Refused", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("Linear", refusal.Message, StringComparison.Ordinal);

            SaxpyOnEngine saxpy = new(engine);
            saxpy.Run(round == 0 ? KernelVariant.Linear : KernelVariant.Checked, saxpy.X.Length);
            Assert.Equal(saxpy.Expected, saxpy.Result);
        }
    }
}
