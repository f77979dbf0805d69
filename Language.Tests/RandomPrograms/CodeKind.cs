namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>What a piece of a program is, and so how it may shrink.</summary>
internal enum CodeKind
{
    /// <summary>Text that stays as it is, or pieces in a row.</summary>
    Fixed,

    /// <summary>An expression: a literal of its type, or a part of that type, may take its place.</summary>
    Expression,

    /// <summary>A statement or a declaration: it may go, or what it contains may take its place.</summary>
    Statement,
}
