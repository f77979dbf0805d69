using HmmGen.Coherence.Core;

namespace HmmGen.Devices;

/// <summary>Is told where an engine's frame memory is from now on.</summary>
/// <param name="kind">How it is reached.</param>
/// <param name="frames">An address, or the driver's name of it.</param>
/// <param name="bytes">Its size.</param>
internal delegate void FramesMovingHandler(DeviceCopyKind kind, nint frames, long bytes);
