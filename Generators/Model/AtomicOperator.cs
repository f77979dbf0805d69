namespace HmmGen.Generators.Model;

/// <summary>An atomic change of an element; each gives the old value.</summary>
internal enum AtomicOperator
{
    /// <summary>Adds.</summary>
    Add,

    /// <summary>Puts a value in the old one's place.</summary>
    Exchange,

    /// <summary>Puts a value in the old one's place when that equals another.</summary>
    CompareExchange,

    /// <summary>Keeps the bits that an operand has too.</summary>
    And,

    /// <summary>Adds the bits of an operand.</summary>
    Or,

    /// <summary>Keeps the greater value.</summary>
    Max,

    /// <summary>Keeps the lesser value.</summary>
    Min,
}
