namespace HmmGen.Paging.Eviction;

/// <summary>How it is known that a page is used.</summary>
internal enum PageUse
{
    /// <summary>The launch's plan or a prefetch names the page. It counts once a launch.</summary>
    Planned,

    /// <summary>A work item missed the page. It counts each time.</summary>
    Missed,

    /// <summary>The page follows a run of faults, or an item that used it has gone on. It is recent, but does not count as another use.</summary>
    Recent,
}
