using System.Diagnostics;
using HmmGen.Stress.Watching;

namespace HmmGen.Stress.Coherence;

/// <summary>Replaces the devices about once a second.</summary>
/// <param name="devices">The devices.</param>
internal sealed class DeviceReplacer(DevicePair devices) : Worker("device replacer")
{
    private static readonly TimeSpan Life = TimeSpan.FromMilliseconds(800);

    private long _made = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    protected override int Step()
    {
        Say("sleeping");
        Thread.Sleep(20);
        if (Stopwatch.GetElapsedTime(_made) < Life)
        {
            return 0;
        }

        Say("replacing devices");
        devices.Replace();
        _made = Stopwatch.GetTimestamp();
        return 1;
    }
}
