namespace HmmGen;

/// <summary>The name under which HmmGen reports to the outlets of .NET.</summary>
/// <remarks>The page <c>docs/telemetry.md</c> lists instruments, spans and events.</remarks>
public static class HmmTelemetry
{
    /// <summary>
    /// The name of the meter (<c>AddMeter</c>, <c>dotnet-counters</c>), of the activity source (<c>AddSource</c>) and of the event source
    /// (<c>dotnet-trace</c>).
    /// </summary>
    public const string Name = "HmmGen";
}
