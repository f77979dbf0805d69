using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>What a launch has written and cannot bring home is the launch's failure, where nobody could see it later.</summary>
public sealed unsafe class LostCopyTests
{
    /// <summary>A device is lost after a kernel has written an array of the caller: the launch throws, and both arrays are let go.</summary>
    [Fact]
    public void A_copy_to_the_callers_array_that_fails_fails_the_launch()
    {
        using GatedDevice gated = new();
        using HmmArray<float> other = HmmSpace.Shared.Allocate<float>(1);
        CoreDevice* core = gated.Device.Session.Memory.MirrorOf(other.Region!).Core->Device;
        float[] x = [1, 2, 3];
        float[] y = [10, 20, 30];
        Exception? failure = null;
        gated.Start(() => failure = Record.Exception(() => Ops.Saxpy(gated.Device, y.Length, 2f, x, y)), behind: true);
        CoreFunctions.Current->LoseDevice(core);
        gated.LetGo();

        Assert.IsType<HmmDeviceException>(failure);
        Assert.Equal([10f, 20f, 30f], y);
        Ops.Saxpy(HmmDevice.Host, y.Length, 2f, x, y);
        Assert.Equal([12f, 24f, 36f], y);
    }

    /// <summary>A simulated device with other options works by those.</summary>
    [Fact]
    public void Options_of_a_second_simulated_device_hold()
    {
        using HmmDevice first = HmmDevice.Simulated(new SimulatedOptions { BlockSize = 3 });
        using HmmDevice second = first.WithOptions(new SimulatedOptions { BlockSize = 5, MaxDegreeOfParallelism = 1 });
        float[] y = new float[100];
        float[] x = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        Ops.Saxpy(second, y.Length, 2f, x, y);
        Assert.Equal(198f, y[99]);
        Assert.Equal(5, Assert.IsType<SimulatedOptions>(second.Options).BlockSize);
    }
}
