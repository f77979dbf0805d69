namespace HmmGen.Tests.Child;

/// <summary>How the process ends when it is not ended.</summary>
internal static class ExitCodes
{
    /// <summary>What was to be seen was seen.</summary>
    public const int Right = 0;

    /// <summary>A touch gave another value than the right one.</summary>
    public const int WrongValue = 3;

    /// <summary>What was to end the process did not.</summary>
    public const int Survived = 4;

    /// <summary>The mode cannot be had here.</summary>
    public const int ModeMissing = 77;
}
