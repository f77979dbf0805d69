namespace HmmGen.Tool.Commands;

/// <summary>How the tool ends.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Good = 0;

    /// <summary>The tool looked and found something wrong.</summary>
    public const int Findings = 1;

    /// <summary>The tool was asked for something that it cannot do, so it has not looked.</summary>
    public const int WrongUse = 2;
}
