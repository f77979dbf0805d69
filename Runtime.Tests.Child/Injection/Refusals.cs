namespace HmmGen.Tests.Child.Injection;

/// <summary>The exceptions that say that something is not to be had.</summary>
internal static class Refusals
{
    /// <summary>Whether an exception is one of those that users are told of.</summary>
    /// <param name="error">The exception.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsTyped(Exception error)
        => error is HmmDeviceException or HmmOutOfMemoryException or HmmAccessException or IOException or OutOfMemoryException;

    /// <summary>Why a page is lost, as its exception says it.</summary>
    /// <param name="refusal">The exception.</param>
    /// <returns>The reason.</returns>
    /// <exception cref="WrongException">It says no reason.</exception>
    public static string Reason(Exception refusal) => refusal.Message switch
    {
        string text when text.Contains("device that failed", StringComparison.Ordinal) => "device",
        string text when text.Contains("read from the file", StringComparison.Ordinal) => "file",
        string text when text.Contains("are lost, since Linux", StringComparison.Ordinal) => "system",
        _ => throw new WrongException($"a page can be had no more, and nobody says why: {refusal}"),
    };
}
