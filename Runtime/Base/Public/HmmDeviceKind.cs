namespace HmmGen;

/// <summary>The kinds of devices.</summary>
public enum HmmDeviceKind
{
    /// <summary>This process, in place. Its kernels are the annotated methods themselves.</summary>
    Host,

    /// <summary>An NVIDIA GPU, through CUDA.</summary>
    Cuda,

    /// <summary>An OpenCL device.</summary>
    OpenCL,

    /// <summary>This process, with device memory and page faults as a real device has them.</summary>
    Simulated,
}
