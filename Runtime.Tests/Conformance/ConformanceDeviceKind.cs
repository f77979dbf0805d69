namespace HmmGen.Tests.Conformance;

/// <summary>The devices that rows run on.</summary>
internal enum ConformanceDeviceKind
{
    /// <summary>Simulated device 0.</summary>
    Simulated0,

    /// <summary>Simulated device 1.</summary>
    Simulated1,

    /// <summary>The first OpenCL device of the machine.</summary>
    OpenCL,

    /// <summary>The first CUDA device of the machine.</summary>
    Cuda,

    /// <summary>The first OpenCL device of the machine, with kernels that work on process memory. No page stays there. Tests ask for it by name.</summary>
    InPlace,
}
