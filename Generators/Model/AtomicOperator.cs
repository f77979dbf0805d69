namespace HmmGen.Generators.Model;

/// <summary>An atomic change of an element; each returns the old value.</summary>
internal enum AtomicOperator
{
    /// <summary>Adds.</summary>
    Add,

    /// <summary>Replaces the value.</summary>
    Exchange,

    /// <summary>Replaces the value if it equals another.</summary>
    CompareExchange,

    /// <summary>Keeps the bits that the operand also has.</summary>
    And,

    /// <summary>Adds the bits of the operand.</summary>
    Or,

    /// <summary>Keeps the greater value.</summary>
    Max,

    /// <summary>Keeps the lesser value.</summary>
    Min,
}
