using HmmGen.Coherence.Core;

namespace HmmGen.Devices;

/// <summary>Receives the new place of an engine's frame memory.</summary>
/// <param name="kind">How the core reaches it.</param>
/// <param name="frames">An address, or the driver's handle.</param>
/// <param name="bytes">Its size in bytes.</param>
internal delegate void FramesMovingHandler(DeviceCopyKind kind, nint frames, long bytes);
