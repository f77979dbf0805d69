namespace HmmGen.Kernels;

/// <summary>What lanes need of the indices of a kernel's accesses. The names are the words of descriptors.</summary>
internal enum LaneIndexing
{
    /// <summary>The plan has all of them in bounds.</summary>
    Planned,

    /// <summary>The same, and tiles below each other keep what they share in a panel.</summary>
    Panels,

    /// <summary>The same, and tiles exchange rows and lanes where elements are neighbours from row to row.</summary>
    Crossed,

    /// <summary>The plan has those in bounds that it names. The others are checked.</summary>
    Checked,

    /// <summary>The plan has those in bounds that it names and that no item checks before its effects.</summary>
    Early,

    /// <summary>Nothing: all are checked.</summary>
    Free,

    /// <summary>Nothing: items run one after another, and turns of their loops side by side.</summary>
    Turns,
}
