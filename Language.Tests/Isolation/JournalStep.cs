namespace HmmGen.Language.Tests.Isolation;

/// <summary>What a process that tries cases is about to do, or has done.</summary>
internal enum JournalStep
{
    /// <summary>It compiles cases.</summary>
    Compile,

    /// <summary>It runs a case.</summary>
    Run,

    /// <summary>A case has its outcome.</summary>
    Done,
}
