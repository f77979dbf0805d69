namespace HmmGen.Samples;

/// <summary>Exceptions that speak of what the user gave or what the machine has, so that a sentence is all there is to say.</summary>
internal static class ExpectedFailure
{
    /// <summary>Whether an exception is one of these.</summary>
    /// <param name="failure">The exception.</param>
    /// <returns>True when it is.</returns>
    public static bool Is(Exception failure)
        => failure is IOException
            or InvalidDataException
            or UnauthorizedAccessException
            or DeviceMissingException
            or HmmDeviceException
            or HmmOutOfMemoryException
            or OutOfMemoryException
            or PlatformNotSupportedException;

    /// <summary>The sentence for one of them.</summary>
    /// <param name="failure">The exception.</param>
    /// <returns>Its message; .NET's own for memory says nothing.</returns>
    public static string Words(Exception failure)
        => failure is OutOfMemoryException ? "This process has not enough memory for the sample: give it more, or ask for less (see --help)." : failure.Message;
}
