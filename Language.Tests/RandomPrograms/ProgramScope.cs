namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>What a generated statement can name.</summary>
/// <param name="Places">Variables.</param>
/// <param name="Arrays">Spans and arrays.</param>
/// <param name="Loops">How many loops are around it.</param>
/// <param name="CanReturn">Whether <c>return;</c> may stand there.</param>
internal sealed record ProgramScope(List<Place> Places, List<Elements> Arrays, int Loops, bool CanReturn)
{
    /// <summary>A scope inside this one.</summary>
    /// <param name="loop">Whether a loop makes it.</param>
    /// <returns>The scope.</returns>
    public ProgramScope Inner(bool loop = false)
        => this with { Places = [.. Places], Arrays = [.. Arrays], Loops = Loops + (loop ? 1 : 0) };
}
