namespace HmmGen.Tool.Commands;

/// <summary>Why the tool does not do what it was asked for. The message is for its user and stands alone.</summary>
/// <param name="message">The message.</param>
/// <param name="near">What the user may have meant.</param>
/// <param name="cause">The exception behind it.</param>
internal sealed class ToolException(string message, IReadOnlyList<string>? near = null, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What the user may have meant; empty when there is nothing like it.</summary>
    public IReadOnlyList<string> Near { get; } = near ?? [];

    /// <summary>The exit code.</summary>
    public int Code { get; init; } = ExitCode.WrongUse;
}
