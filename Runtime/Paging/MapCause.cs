namespace HmmGen.Paging;

/// <summary>Why pages are brought to a device.</summary>
internal enum MapCause
{
    /// <summary>A plan, a scout or a prefetch call named the pages.</summary>
    Planned,

    /// <summary>Work items faulted on the pages.</summary>
    Demanded,

    /// <summary>The pages follow a run of faults.</summary>
    ReadAhead,
}
