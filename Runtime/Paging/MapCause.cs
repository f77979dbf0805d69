namespace HmmGen.Paging;

/// <summary>Why pages are brought to a device.</summary>
internal enum MapCause
{
    /// <summary>A plan or a prefetch call named them.</summary>
    Planned,

    /// <summary>Work items faulted on them.</summary>
    Demanded,

    /// <summary>They follow a run of faults.</summary>
    ReadAhead,
}
