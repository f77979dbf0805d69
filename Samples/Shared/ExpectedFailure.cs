namespace HmmGen.Samples;

/// <summary>Exceptions that speak of what the user gave, so that their message is all there is to say.</summary>
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
            or HmmOutOfMemoryException;
}
