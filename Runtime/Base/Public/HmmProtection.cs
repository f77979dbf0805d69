namespace HmmGen;

/// <summary>What may be done with memory, on the host and on every device.</summary>
public enum HmmProtection
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Reading.</summary>
    ReadOnly,

    /// <summary>Reading and writing.</summary>
    ReadWrite,
}
