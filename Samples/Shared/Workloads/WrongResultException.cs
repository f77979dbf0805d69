namespace HmmGen.Samples;

/// <summary>A sample computed something else than plain C# does.</summary>
/// <param name="message">What differs, and by how much.</param>
internal sealed class WrongResultException(string message) : Exception(message);
