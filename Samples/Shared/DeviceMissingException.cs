namespace HmmGen.Samples;

/// <summary>A device was asked for that this machine does not have.</summary>
/// <param name="kind">The kind of device.</param>
internal sealed class DeviceMissingException(HmmDeviceKind kind)
    : Exception(string.Join(Environment.NewLine, HmmDevice.DiscoveryReport.Prepend($"This machine has no usable {kind} device.")));
