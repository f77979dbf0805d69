namespace HmmGen.Language.Tests.Running;

/// <summary>Whether the long run is asked for: <c>HMMGEN_LONG=1</c>.</summary>
internal static class LongRun
{
    /// <summary>Whether it is.</summary>
    public static bool IsAsked => Environment.GetEnvironmentVariable("HMMGEN_LONG") == "1";
}
