namespace HmmGen.Tests.Accesses;

/// <summary>What stands for a library in tests: it reads and writes integers at the places that an access gives.</summary>
internal abstract class RangeUser
{
    /// <summary>The user for a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The user.</returns>
    public static RangeUser Of(HmmDevice device) => device.Kind == HmmDeviceKind.OpenCL ? new OpenCLRangeUser() : new SpanRangeUser();

    /// <summary>Reads a range.</summary>
    /// <param name="address">The place.</param>
    /// <param name="stream">The native stream.</param>
    /// <returns>The elements.</returns>
    public abstract int[] Read(HmmDeviceAddress address, nint stream);

    /// <summary>Writes the first elements of a range. The work may end after the call.</summary>
    /// <param name="address">The place.</param>
    /// <param name="stream">The native stream.</param>
    /// <param name="elements">The elements.</param>
    public abstract void Write(HmmDeviceAddress address, nint stream, int[] elements);
}
