namespace HmmGen.Planning.Steps;

/// <summary>The kind of a token in a plan's text.</summary>
internal enum PlanTokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>The end of a line.</summary>
    LineEnd,

    /// <summary>A name or a keyword.</summary>
    Word,

    /// <summary>A number without its sign.</summary>
    Number,

    /// <summary>One or two signs.</summary>
    Sign,
}
