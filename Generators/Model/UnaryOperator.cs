namespace HmmGen.Generators.Model;

/// <summary>An operation on one value.</summary>
internal enum UnaryOperator
{
    /// <summary><c>-x</c>.</summary>
    Negate,

    /// <summary><c>~x</c>.</summary>
    Complement,

    /// <summary><c>!x</c>.</summary>
    Not,
}
