namespace HmmGen.Extensions.Settings;

/// <summary>The key of a device that is registered, so that a section of the configuration for no device is found.</summary>
/// <param name="Key">The key.</param>
internal sealed record DeviceKey(string Key);
