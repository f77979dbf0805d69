namespace HmmGen.Tool.Output;

/// <summary>Why a command has no result.</summary>
/// <param name="Message">The reason.</param>
/// <param name="Near">What the user may have meant.</param>
internal sealed record JsonError(string Message, IReadOnlyList<string> Near);
