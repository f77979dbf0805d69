namespace HmmGen.Generators.Model;

/// <summary>An operation on two values, with C#'s unchecked meaning.</summary>
internal enum BinaryOperator
{
    /// <summary><c>x + y</c>.</summary>
    Add,

    /// <summary><c>x - y</c>.</summary>
    Subtract,

    /// <summary><c>x * y</c>.</summary>
    Multiply,

    /// <summary><c>x / y</c>; a zero divisor of an integer is guarded before.</summary>
    Divide,

    /// <summary><c>x % y</c>; a zero divisor of an integer is guarded before.</summary>
    Remainder,

    /// <summary><c>x &lt;&lt; y</c>.</summary>
    ShiftLeft,

    /// <summary><c>x &gt;&gt; y</c>, with the sign of a signed value.</summary>
    ShiftRight,

    /// <summary><c>x &gt;&gt;&gt; y</c>, with zeros.</summary>
    ShiftRightUnsigned,

    /// <summary><c>x &amp; y</c>.</summary>
    And,

    /// <summary><c>x | y</c>.</summary>
    Or,

    /// <summary><c>x ^ y</c>.</summary>
    ExclusiveOr,

    /// <summary><c>x &amp;&amp; y</c>, of two conditions that are pure.</summary>
    Both,

    /// <summary><c>x || y</c>, of two conditions that are pure.</summary>
    Either,

    /// <summary><c>x == y</c>.</summary>
    Equal,

    /// <summary><c>x != y</c>.</summary>
    NotEqual,

    /// <summary><c>x &lt; y</c>.</summary>
    Less,

    /// <summary><c>x &lt;= y</c>.</summary>
    LessOrEqual,

    /// <summary><c>x &gt; y</c>.</summary>
    Greater,

    /// <summary><c>x &gt;= y</c>.</summary>
    GreaterOrEqual,
}
