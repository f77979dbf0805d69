namespace HmmGen.Tests.Shared;

/// <summary>The size that this run of the tests has: <c>HMMGEN_TESTS=quick|full|long</c>, <c>full</c> where nothing is said. Processes that tests start have it too.</summary>
internal static class RunSize
{
    /// <summary>The variable that chooses.</summary>
    public const string Variable = "HMMGEN_TESTS";

    /// <summary>The size.</summary>
    public static TestSize Chosen { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        "quick" => TestSize.Quick,
        null or "" or "full" => TestSize.Full,
        "long" => TestSize.Long,
        string other => throw new InvalidOperationException($"{Variable} is '{other}': it can be quick, full or long."),
    };

    /// <summary>Whether all of everything is tried.</summary>
    public static bool IsLong => Chosen == TestSize.Long;
}
