namespace HmmGen;

/// <summary>How a device reaches process memory.</summary>
public enum HmmMirrorMode
{
    /// <summary>The device works on process memory itself.</summary>
    InPlace,

    /// <summary>The driver mirrors the process's page tables and migrates pages when the hardware faults.</summary>
    HardwareHmm,

    /// <summary>The device walks the process's page tables itself.</summary>
    HardwareAts,

    /// <summary>HmmGen mirrors pages, and kernels park and resume where a page is missing.</summary>
    SoftwareFaults,
}
