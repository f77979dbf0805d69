namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Why a kernel has no lanes: on the host its work items run one after another.</summary>
internal enum LaneReason
{
    /// <summary>The kernel has lanes.</summary>
    None,

    /// <summary>Nothing differs between work items, or nothing is computed.</summary>
    NothingToGain,

    /// <summary>A loop has a second entry, or never ends.</summary>
    ControlFlow,

    /// <summary>The kernel is so long that further forms of it would cost the user's compiler more than they gain.</summary>
    Length,

    /// <summary>The kernel's small local arrays are too long for one of each lane.</summary>
    LocalArrays,

    /// <summary>A struct differs between work items.</summary>
    Structs,

    /// <summary>An operation has no form for lanes.</summary>
    Operation,

    /// <summary>An item may fail after it has changed memory.</summary>
    FailsAfterEffect,

    /// <summary>All items store into one element.</summary>
    SharedStore,

    /// <summary>An item may read what another item writes.</summary>
    ReadsOthers,

    /// <summary>Functions that run lane by lane outweigh what is computed beside them.</summary>
    Functions,

    /// <summary>Loads of scattered elements outweigh what is computed with them.</summary>
    Scattered,
}
