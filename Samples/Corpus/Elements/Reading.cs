namespace HmmGen.Corpus;

/// <summary>An element of 24 bytes whose fields have different sizes.</summary>
/// <param name="Value">The value.</param>
/// <param name="Time">When it was read.</param>
/// <param name="Channel">Where it was read.</param>
/// <param name="Weight">How far it is trusted.</param>
public record struct Reading(double Value, long Time, int Channel, float Weight);
