using HmmGen.Tests.Generated;
using Xunit;

namespace HmmGen.Tests.InPlace;

/// <summary>An OpenCL device whose kernels work in place.</summary>
internal static class InPlaceDevice
{
    /// <summary>Makes one, or skips the test and says why there is none.</summary>
    /// <param name="options">Further options; null for none.</param>
    /// <returns>The device; to be disposed of.</returns>
    public static HmmDevice Require(HmmDeviceOptions? options = null)
    {
        // Watched memory goes the way of pages while another device over the same hardware has frames.
        IReadOnlyList<HmmDevice> all = OtherDevices.Require(HmmDeviceKind.OpenCL);
        foreach (HmmDevice device in all)
        {
            device.Trim();
        }

        HmmDevice found = all[0];
        try
        {
            return found.WithOptions((options ?? new HmmDeviceOptions()) with { InPlace = true });
        }
        catch (NotSupportedException reason)
        {
            Assert.Skip(reason.Message);
            throw;
        }
    }

    /// <summary>Fails unless nothing has moved to the device or from it, and no page is there.</summary>
    /// <param name="device">The device.</param>
    public static void AssertNothingMoved(HmmDevice device)
    {
        HmmStatistics statistics = device.Statistics;
        Assert.Equal((0, 0, 0, 0), (statistics.BytesIn, statistics.BytesOut, statistics.PageFaults, statistics.BytesPlanned));
        AssertEmpty(device);
    }

    /// <summary>Fails unless no page is on the device and it knows no region.</summary>
    /// <param name="device">The device.</param>
    public static void AssertEmpty(HmmDevice device)
        => Assert.Equal((0, 0), (device.Session.Memory.UsedFrames, device.Session.Memory.MirrorCount));
}
