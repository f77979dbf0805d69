namespace HmmGen.Coherence.Core;

/// <summary>The calls of the core that Linux or a driver may refuse. Tests use these names to say which call must fail.</summary>
internal enum CoreCall
{
    /// <summary>Opens a file.</summary>
    Open,

    /// <summary>Makes a userfaultfd, in any way.</summary>
    MakeFault,

    /// <summary>Chooses the features of a userfaultfd.</summary>
    ChooseFeatures,

    /// <summary>Makes a memory file.</summary>
    MakeMemoryFile,

    /// <summary>Sets the length of a file.</summary>
    SetLength,

    /// <summary>Makes another number for a descriptor.</summary>
    Duplicate,

    /// <summary>Closes a descriptor. The descriptor is gone even if the call fails.</summary>
    Close,

    /// <summary>Finds out which file a descriptor names.</summary>
    Identify,

    /// <summary>Makes a mapping.</summary>
    Map,

    /// <summary>Ends a mapping.</summary>
    Unmap,

    /// <summary>Changes the protection of a mapping.</summary>
    Protect,

    /// <summary>Keeps a mapping from child processes or from dumps.</summary>
    KeepPrivate,

    /// <summary>Finds out whether there is a mapping.</summary>
    FindMemory,

    /// <summary>Unmaps pages of a mapping, which stays.</summary>
    TakePages,

    /// <summary>Gives pages memory.</summary>
    Populate,

    /// <summary>Collapses small pages into huge pages.</summary>
    MakeHuge,

    /// <summary>Gives the memory of pages back.</summary>
    Punch,

    /// <summary>Counts the pages that have memory.</summary>
    CountPages,

    /// <summary>Looks at the page table of the process.</summary>
    ReadPageTable,

    /// <summary>Begins to watch a mapping.</summary>
    Register,

    /// <summary>Ends the watching of a mapping.</summary>
    Unregister,

    /// <summary>Write-protects pages, or ends their protection.</summary>
    WriteProtect,

    /// <summary>Maps pages that have memory.</summary>
    Continue,

    /// <summary>Poisons pages, so that a touch of them fails.</summary>
    Poison,

    /// <summary>Wakes the threads that wait for pages.</summary>
    Wake,

    /// <summary>Reads the messages about faults.</summary>
    ReadFaults,

    /// <summary>Waits for messages about faults.</summary>
    WaitForFaults,

    /// <summary>Reads a file.</summary>
    ReadFile,

    /// <summary>Writes a file.</summary>
    WriteFile,

    /// <summary>Writes Linux's cached pages of a file to its device.</summary>
    Synchronize,

    /// <summary>Finds the length of a file.</summary>
    FileLength,

    /// <summary>Waits for a lock.</summary>
    WaitForLock,

    /// <summary>Copies to frames, through a driver.</summary>
    CopyToFrames,

    /// <summary>Copies from frames, through a driver.</summary>
    CopyFromFrames,

    /// <summary>Copies from the frames of one device to those of another.</summary>
    CopyBetweenFrames,

    /// <summary>Clears frames, through a driver.</summary>
    ClearFrames,

    /// <summary>Waits until a driver has finished a copy.</summary>
    FinishCopy,

    /// <summary>Makes a driver's context current.</summary>
    EnterContext,
}
