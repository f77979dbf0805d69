namespace HmmGen.Coherence.Core;

/// <summary>How a device's frames are reached.</summary>
internal enum DeviceCopyKind
{
    /// <summary>They are memory of this process.</summary>
    Memory,

    /// <summary>Through an OpenCL command queue.</summary>
    OpenCL,

    /// <summary>Through a CUDA stream.</summary>
    Cuda,
}
