namespace HmmGen.Launching;

/// <summary>How a launch on the host knows which work item failed.</summary>
internal enum FailureSearch
{
    /// <summary>No item can fail.</summary>
    None,

    /// <summary>The index of each item is stored before it runs.</summary>
    ByEach,

    /// <summary>
    /// A range in which an item failed runs again, with the index of each item stored. The item that fails is the same one, and those before it write the same
    /// again: the kernel reads nothing that it writes. A store for each item may take as long as the item: it waits for those before it that miss the caches.
    /// </summary>
    ByRepeating,
}
