namespace HmmGen;

/// <summary>What runs a device's kernels.</summary>
public enum HmmDeviceKind
{
    /// <summary>This process, in place: kernels are the annotated methods themselves.</summary>
    Host,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>An OpenCL device.</summary>
    OpenCL,

    /// <summary>This process, with device memory and page faults as on a device.</summary>
    Simulated,
}
