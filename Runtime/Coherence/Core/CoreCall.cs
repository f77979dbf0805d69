namespace HmmGen.Coherence.Core;

/// <summary>The calls of the core that others may refuse: the system, a driver. Tests name by these which one is to fail.</summary>
internal enum CoreCall
{
    /// <summary>The opening of a file.</summary>
    Open,

    /// <summary>The making of a userfaultfd, by whatever way.</summary>
    MakeFault,

    /// <summary>The choice of a userfaultfd's features.</summary>
    ChooseFeatures,

    /// <summary>The making of a memory file.</summary>
    MakeMemoryFile,

    /// <summary>The setting of a file's length.</summary>
    SetLength,

    /// <summary>Another number for a descriptor.</summary>
    Duplicate,

    /// <summary>The closing of a descriptor, which is gone all the same when it fails.</summary>
    Close,

    /// <summary>What a descriptor's file is.</summary>
    Identify,

    /// <summary>A mapping.</summary>
    Map,

    /// <summary>The end of one.</summary>
    Unmap,

    /// <summary>A change of what a mapping allows.</summary>
    Protect,

    /// <summary>Keeping a mapping from children or from dumps.</summary>
    KeepPrivate,

    /// <summary>Whether there is a mapping.</summary>
    FindMemory,

    /// <summary>Taking pages from a mapping.</summary>
    TakePages,

    /// <summary>Giving pages memory.</summary>
    Populate,

    /// <summary>Making huge pages of small ones.</summary>
    MakeHuge,

    /// <summary>Giving pages' memory back.</summary>
    Punch,

    /// <summary>How many pages exist.</summary>
    CountPages,

    /// <summary>Watching a mapping.</summary>
    Register,

    /// <summary>Watching it no longer.</summary>
    Unregister,

    /// <summary>Write-protecting pages, or ending that.</summary>
    WriteProtect,

    /// <summary>Mapping pages that exist.</summary>
    Continue,

    /// <summary>Making pages fail when they are touched.</summary>
    Poison,

    /// <summary>Waking who waits for pages.</summary>
    Wake,

    /// <summary>Reading messages of faults.</summary>
    ReadFaults,

    /// <summary>Waiting for them.</summary>
    WaitForFaults,

    /// <summary>Reading a file.</summary>
    ReadFile,

    /// <summary>Writing a file.</summary>
    WriteFile,

    /// <summary>Writing what the system keeps of a file.</summary>
    Synchronize,

    /// <summary>The length of a file.</summary>
    FileLength,

    /// <summary>Waiting for a lock.</summary>
    WaitForLock,

    /// <summary>A driver's copy to frames.</summary>
    CopyToFrames,

    /// <summary>A driver's copy from frames.</summary>
    CopyFromFrames,

    /// <summary>A driver's clearing of frames.</summary>
    ClearFrames,

    /// <summary>A driver's waiting for what it has begun.</summary>
    FinishCopy,

    /// <summary>The choice of a driver's context.</summary>
    EnterContext,
}
