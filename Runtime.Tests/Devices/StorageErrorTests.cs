using HmmGen.Devices;
using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>Errors of device memory say what the memory is for and what to do, in words of the pages for users.</summary>
public sealed unsafe class StorageErrorTests
{
    [Theory]
    [InlineData(0, "bytes for pages")]
    [InlineData(1, "bytes for page tables and saved work items")]
    public void A_device_that_gives_no_memory_says_for_what_and_what_to_do(int storage, string unit)
    {
        using SimulatedEngine engine = new(new SimulatedOptions());

        HmmOutOfMemoryException error = Assert.Throws<HmmOutOfMemoryException>(() => engine.Reserve((DeviceStorage)storage, 1L << 60));

        Assert.Equal(
            $"Simulated 0 has no {1L << 60} {unit} (this process has not so much): set a smaller MemoryBudget, or Trim devices that are idle.",
            error.Message);
    }

    [Fact]
    public void A_copy_outside_of_the_memory_asks_for_a_report()
    {
        using SimulatedEngine engine = new(new SimulatedOptions());
        byte value = 0;
        byte* source = &value;

        HmmDeviceException error = Assert.Throws<HmmDeviceException>(() => engine.Upload(DeviceStorage.Control, 8, source, 1));

        Assert.Contains("bytes 8 to 9 are outside the 0 bytes for page tables", error.Message, StringComparison.Ordinal);
        Assert.Contains("please report it", error.Message, StringComparison.Ordinal);
    }
}
