namespace HmmGen.Extensions;

/// <summary>What <see cref="HmmServices.AddHmmGen"/> registers: a device and a space. The section <c>HmmGen</c> of the configuration has the same names.</summary>
/// <remarks>Set the values before the container gives device or space. One thread may change them at a time.</remarks>
public sealed class HmmSettings : HmmDeviceSettings
{
    /// <summary>The mode of the space; null for <see cref="HmmSpace.Shared"/>, which has the best mode that the process can have.</summary>
    /// <remarks>If the process cannot have the mode, <see cref="HmmDeviceSettings.MayFallBack"/> decides between an exception and the best mode.</remarks>
    public HmmHostMode? HostMode { get; set; }
}
