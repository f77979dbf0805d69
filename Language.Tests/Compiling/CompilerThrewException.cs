namespace HmmGen.Language.Tests.Compiling;

/// <summary>The generator or the analyzer threw.</summary>
/// <param name="message">What it threw.</param>
internal sealed class CompilerThrewException(string message) : Exception(message);
