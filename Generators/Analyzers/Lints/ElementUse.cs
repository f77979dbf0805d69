namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>The use of an element where it is named.</summary>
internal enum ElementUse
{
    /// <summary>The element is read.</summary>
    Read,

    /// <summary>The element, or a field of it, is assigned.</summary>
    Write,

    /// <summary>The element is read and assigned, as by <c>+=</c>.</summary>
    ReadWrite,

    /// <summary>A reference to the element is taken: for an atomic operation, a ref local, a method of a struct.</summary>
    Reference,
}
