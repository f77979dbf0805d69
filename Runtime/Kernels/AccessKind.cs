namespace HmmGen.Kernels;

/// <summary>The kind of an access site.</summary>
internal enum AccessKind
{
    /// <summary>Touches no memory: a guarded division, conversion, slice or switch.</summary>
    Guard,

    /// <summary>Reads an element.</summary>
    Read,

    /// <summary>Overwrites a whole element without reading it.</summary>
    Write,

    /// <summary>Reads and writes an element, or writes part of it: compound assignments, atomics, single fields.</summary>
    ReadWrite,
}
