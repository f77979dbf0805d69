namespace HmmGen.Tool.Measuring;

/// <summary>A figure of this machine.</summary>
/// <param name="Device">The device.</param>
/// <param name="Name">What was measured.</param>
/// <param name="BytesPerSecond">The rate, for what moves bytes; else null.</param>
/// <param name="Seconds">The time, for what does not; else null.</param>
/// <param name="OfMemcpy">The rate over that of a plain copy; else null.</param>
/// <param name="CopiedBytes">How much a plain copy copies in the time; else null.</param>
/// <param name="MemcpyBytesPerSecond">The rate of the plain copy that was measured beside it.</param>
internal sealed record BenchFigure(
    string Device, string Name, double? BytesPerSecond, double? Seconds, double? OfMemcpy, double? CopiedBytes, double MemcpyBytesPerSecond)
{
    /// <summary>A rate.</summary>
    /// <param name="device">The device.</param>
    /// <param name="name">What was measured.</param>
    /// <param name="bytes">The bytes that moved.</param>
    /// <param name="seconds">The time that it took.</param>
    /// <param name="copy">The rate of a plain copy.</param>
    /// <returns>The figure.</returns>
    public static BenchFigure Rate(string device, string name, double bytes, double seconds, double copy)
        => new(device, name, bytes / seconds, null, bytes / seconds / copy, null, copy);

    /// <summary>A time.</summary>
    /// <param name="device">The device.</param>
    /// <param name="name">What was measured.</param>
    /// <param name="seconds">The time.</param>
    /// <param name="copy">The rate of a plain copy.</param>
    /// <returns>The figure.</returns>
    public static BenchFigure Time(string device, string name, double seconds, double copy) => new(device, name, null, seconds, null, seconds * copy, copy);
}
