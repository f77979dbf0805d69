namespace HmmGen.Tests.Generated.Methods;

/// <summary>An exception whose constructor throws for a negative number.</summary>
public sealed class ThrowException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="number">A number; not negative.</param>
    public ThrowException(int number)
        : base($"Number {number}.") => ArgumentOutOfRangeException.ThrowIfNegative(number);
}
