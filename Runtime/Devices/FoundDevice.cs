namespace HmmGen.Devices;

/// <summary>A device that was found and is not yet opened.</summary>
/// <param name="Kind">What runs its kernels.</param>
/// <param name="Name">The name that users see.</param>
/// <param name="Mode">How it reaches process memory, if nobody asks for another way.</param>
/// <param name="Reason">Why it reaches memory in that way.</param>
/// <param name="Open">Opens its engine; null for the host.</param>
/// <param name="IsGpu">Whether it is a graphics processor.</param>
/// <param name="Place">How its kernels could work on process memory in place; null where they cannot.</param>
internal sealed record FoundDevice(
    HmmDeviceKind Kind, string Name, HmmMirrorMode Mode, string Reason, Func<HmmDeviceOptions, DeviceEngine>? Open, bool IsGpu, PlaceAccess? Place = null);
