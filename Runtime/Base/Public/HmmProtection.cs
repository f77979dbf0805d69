namespace HmmGen;

/// <summary>The accesses that memory allows, on the host and on every device.</summary>
public enum HmmProtection
{
    /// <summary>Neither reading nor writing.</summary>
    None,

    /// <summary>Reading.</summary>
    ReadOnly,

    /// <summary>Reading and writing.</summary>
    ReadWrite,
}
