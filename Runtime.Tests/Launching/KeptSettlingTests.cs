using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Equal launches on the host look once at what devices have, and again when a device has written since.</summary>
public sealed class KeptSettlingTests
{
    private const int Length = 3 << 20;
    private const int Items = 16;

    [Fact]
    public void Launches_look_again_only_after_a_device_has_written()
    {
        HmmSpace space = TransparentSpaces.Open(HmmHostMode.Transparent);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 });
        using HmmArray<int> places = space.Allocate<int>(Items), x = space.Allocate<int>(Length), y = space.Allocate<int>(Items);
        places.AsSpan().Fill(Length - 1);
        void Gather() => KeptKernels.Gather(HmmDevice.Host, Items, places, x, y);
        for (int written = 1; written < 4; written++)
        {
            TransparentKernels.Add(device, Length, 1, x);
            for (int launch = 0; launch < 3; launch++)
            {
                Gather();
                Assert.Equal(-1, y.AsReadOnlySpan().IndexOfAnyExcept(written));
            }

            // The device keeps the pages. A launch that takes all steps looks for them, and the device gives way.
            long all = device.Statistics.HostReadFaults;
            KeptKernels.Gather(HmmDevice.Host, ((HmmExtent)Items) with { Measurement = new HmmMeasurement() }, places, x, y);
            long before = device.Statistics.HostReadFaults;
            Assert.True(before > all);
            Gather();
            Assert.Equal((0, written), (device.Statistics.HostReadFaults - before, y[0]));
        }
    }
}
