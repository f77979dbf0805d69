namespace HmmGen;

/// <summary>The ways in which a device reaches process memory.</summary>
public enum HmmMirrorMode
{
    /// <summary>The device works on process memory itself.</summary>
    InPlace,

    /// <summary>HmmGen mirrors pages. Kernels park where a page is missing, and resume when it is resident.</summary>
    SoftwareFaults,

    /// <summary>Kernels get addresses of the process. The driver mirrors the process's page tables and moves pages by itself.</summary>
    HardwareHmm,

    /// <summary>Kernels get addresses of the process. The hardware walks the process's page tables.</summary>
    HardwareAts,
}
