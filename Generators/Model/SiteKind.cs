namespace HmmGen.Generators.Model;

/// <summary>The kind of a site; the names are those of <c>HmmGen.Kernels.AccessKind</c>.</summary>
internal enum SiteKind
{
    /// <summary>The site reads an element.</summary>
    Read,

    /// <summary>The site overwrites a whole element.</summary>
    Write,

    /// <summary>The site reads and writes an element, or overwrites a part of one.</summary>
    ReadWrite,

    /// <summary>The site touches no element, but can fail.</summary>
    Guard,
}
