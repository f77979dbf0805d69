namespace HmmGen.Devices.Ilgpu;

/// <summary>What a CUDA driver says about process memory.</summary>
/// <param name="Pageable">Attribute 88, <c>pageableMemoryAccess</c>: kernels reach memory of the process that was not allocated by CUDA.</param>
/// <param name="Concurrent">Attribute 89, <c>concurrentManagedAccess</c>: the host may touch that memory while a kernel runs.</param>
/// <param name="HostTables">Attribute 100, <c>pageableMemoryAccessUsesHostPageTables</c>: the hardware walks the process's page tables (ATS).</param>
internal readonly record struct CudaPlace(int Pageable, int Concurrent, int HostTables)
{
    /// <summary>How kernels could work in place; null when they cannot.</summary>
    public PlaceAccess? Access => Missing is not null ? null : new PlaceAccess(
        HostTables != 0 ? HmmMirrorMode.HardwareAts : HmmMirrorMode.HardwareHmm,
        $"{Way} ({Attributes}); launches on memory that userfaultfd watches go the way of pages",
        ReachesWatched: false);

    /// <summary>Why HmmGen mirrors pages if nobody asks for another way.</summary>
    public string Reason => Missing is { } missing
        ? $"{missing}: {Attributes}"
        : $"nobody asks for in place: {Way} ({Attributes}), so {MirrorChoice.Variable}=inplace and HmmDeviceOptions.InPlace can choose it";

    private string? Missing => Pageable == 0 ? "the driver does not reach process memory"
        : Concurrent == 0 ? "the host could not touch memory while a kernel runs"
        : null;

    private string Way => HostTables != 0 ? "the GPU walks the process's page tables (ATS)" : "the driver mirrors the process's page tables (HMM)";

    private string Attributes
        => $"pageableMemoryAccess={Pageable}, concurrentManagedAccess={Concurrent}, pageableMemoryAccessUsesHostPageTables={HostTables}";
}
