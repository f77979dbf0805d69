namespace HmmGen.Language.Tests.Running;

/// <summary>How the trial of a case ended.</summary>
internal enum OutcomeKind
{
    /// <summary>Every device did what the plain method does.</summary>
    Equal,

    /// <summary>The compiler refused the kernel, with a diagnostic of ours.</summary>
    Refused,

    /// <summary>The text is no C# program, with or without us.</summary>
    NotCSharp,

    /// <summary>A device did something else than the plain method.</summary>
    Wrong,

    /// <summary>The program compiles without us, and does not with what we generate.</summary>
    DoesNotCompile,

    /// <summary>The generator or the analyzer threw.</summary>
    Crash,

    /// <summary>The compiler or a device did not end in time.</summary>
    Hang,
}
