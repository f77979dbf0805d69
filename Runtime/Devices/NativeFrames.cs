using HmmGen.Base;

namespace HmmGen.Devices;

/// <summary>Frame memory as native code finds it.</summary>
/// <param name="Kind">How native code refers to it.</param>
/// <param name="Memory">Its address, or its handle.</param>
/// <param name="Stream">The driver's queue in which kernels run; 0 when there is none.</param>
internal readonly record struct NativeFrames(NativeMemoryKind Kind, nint Memory, nint Stream);
