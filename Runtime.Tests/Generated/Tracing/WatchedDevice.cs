using HmmGen.Base;
using HmmGen.Devices;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>A simulated device whose engine can be looked at.</summary>
/// <param name="options">The device's options.</param>
/// <param name="engine">The engine.</param>
internal class WatchedDevice(SimulatedOptions options, WatchedEngine engine) : IDisposable
{
    /// <summary>Makes a device that runs kernels as <see cref="HmmDevice.Simulated"/> does.</summary>
    /// <param name="options">Its options.</param>
    public WatchedDevice(SimulatedOptions options)
        : this(options, new WatchedEngine(new SimulatedEngine(options)))
    {
    }

    /// <summary>The device.</summary>
    public HmmDevice Device { get; } = new(
        new FoundDevice(HmmDeviceKind.Simulated, "Watched", HmmMirrorMode.SoftwareFaults, "it is simulated", _ => engine, IsGpu: false), options);

    /// <summary>The most bytes of pages that the device has ever had room for.</summary>
    public long FrameBytes => engine.FrameBytes;

    /// <summary>The bytes that belong to pages now.</summary>
    public long UsedBytes => (long)Device.Session.Memory.UsedFrames << PageEntry.FrameBits;

    /// <inheritdoc/>
    public void Dispose() => Device.Dispose();
}
