namespace HmmGen.Generators.Lowering.Turns;

/// <summary>Why turns of a kernel's loops do not run side by side, where its work items do not.</summary>
internal enum TurnReason
{
    /// <summary>They do.</summary>
    None,

    /// <summary>There is no loop.</summary>
    NoLoop,

    /// <summary>The kernel is so long that a further form of it would cost the user's compiler more than it gains.</summary>
    Length,

    /// <summary>The kernel has local arrays.</summary>
    LocalArrays,

    /// <summary>The kernel changes elements atomically.</summary>
    Atomics,

    /// <summary>The kernel is <c>Fast</c>.</summary>
    Fast,

    /// <summary>A loop has two entries or no end.</summary>
    ControlFlow,

    /// <summary>The loop does not count by one up to a limit that no turn changes.</summary>
    Count,

    /// <summary>Turns branch, or leave the loop.</summary>
    Branches,

    /// <summary>Turns store nothing.</summary>
    NothingStored,

    /// <summary>A turn leaves a value behind that is read later.</summary>
    Carries,

    /// <summary>An operation has no form for vectors.</summary>
    Operation,

    /// <summary>Elements of turns that follow each other are no neighbours.</summary>
    Scattered,

    /// <summary>A turn stores near what other turns load or store.</summary>
    Near,

    /// <summary>An item that fails could not take back what it has changed.</summary>
    Effects,
}
