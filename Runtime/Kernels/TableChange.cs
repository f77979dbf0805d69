namespace HmmGen.Kernels;

/// <summary>How work items change a table. The order of the changes does not matter. The names are the words of descriptors.</summary>
internal enum TableChange
{
    /// <summary>They add to it, without regard to overflow.</summary>
    Add,

    /// <summary>They keep the bits that a value also has.</summary>
    And,

    /// <summary>They add the bits of a value.</summary>
    Or,
}
