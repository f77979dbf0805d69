namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>What happens to an element where it is named.</summary>
internal enum ElementUse
{
    /// <summary>It is read.</summary>
    Read,

    /// <summary>It, or a field of it, is assigned.</summary>
    Write,

    /// <summary>It is read and assigned, as by <c>+=</c>.</summary>
    ReadWrite,

    /// <summary>A reference to it is taken: for an atomic operation, a ref local, a method of a struct.</summary>
    Reference,
}
