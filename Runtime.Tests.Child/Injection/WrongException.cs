namespace HmmGen.Tests.Child.Injection;

/// <summary>What must never be: a wrong value, or memory that is of no use afterwards.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class WrongException(string message) : Exception(message);
