namespace HmmGen.Generators.Parsing;

/// <summary>The side of an operator on which an operand stands.</summary>
internal enum OperatorSide
{
    /// <summary>Before it.</summary>
    Left,

    /// <summary>After it.</summary>
    Right,
}
