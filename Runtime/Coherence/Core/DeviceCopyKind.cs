namespace HmmGen.Coherence.Core;

/// <summary>The way to reach a device's frames.</summary>
internal enum DeviceCopyKind
{
    /// <summary>The frames are memory of this process.</summary>
    Memory,

    /// <summary>Through an OpenCL command queue.</summary>
    OpenCL,

    /// <summary>Through a CUDA stream.</summary>
    Cuda,
}
