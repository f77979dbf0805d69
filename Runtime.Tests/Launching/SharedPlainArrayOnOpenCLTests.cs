using HmmGen.Tests.Generated;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>What <see cref="SharedPlainArrayTests"/> shows, with a device behind a driver.</summary>
[Collection(DriverTests.Name)]
public sealed class SharedPlainArrayOnOpenCLTests
{
    [Fact]
    [Trait("Device", "OpenCL")]
    public void Two_devices_and_the_host_write_their_own_elements_at_once()
    {
        using HmmDevice first = HmmDevice.Simulated();
        using HmmDevice second = OtherDevices.RequireDriven().WithOptions(new HmmDeviceOptions { MemoryBudget = 8 * 4096, Testing = new() { SharedFrames = false } });
        SharedPlainArrayTests.WriteAtOnce(first, second);
    }
}
