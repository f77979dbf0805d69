namespace HmmGen.Generators.Model;

/// <summary>What a site does; the names are those of <c>HmmGen.Kernels.AccessKind</c>.</summary>
internal enum SiteKind
{
    /// <summary>It reads an element.</summary>
    Read,

    /// <summary>It overwrites a whole element.</summary>
    Write,

    /// <summary>It reads and writes an element, or overwrites a part of one.</summary>
    ReadWrite,

    /// <summary>It touches no element, but can fail.</summary>
    Guard,
}
