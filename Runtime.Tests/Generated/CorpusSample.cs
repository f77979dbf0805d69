using HmmGen.Corpus;

namespace HmmGen.Tests.Generated;

/// <summary>A case with data, and what plain C# makes of it; devices are compared with that.</summary>
/// <param name="corpusCase">The case.</param>
/// <param name="seed">The seed of the data.</param>
/// <param name="size">About how many elements its largest array has.</param>
internal sealed class CorpusSample(CorpusCase corpusCase, int seed, int size)
{
    private readonly IReadOnlyList<Array> _expected = corpusCase.Expected(seed, size);

    /// <summary>Runs the case on a device.</summary>
    /// <param name="device">The device; its statistics start from zero.</param>
    /// <param name="form">What the device is called when it is wrong.</param>
    /// <returns>What was wrong, in a line; null when nothing was.</returns>
    public string? Failure(HmmDevice device, string form)
    {
        device.ResetStatistics();
        try
        {
            CorpusComparison comparison = CorpusComparison.Of(_expected, corpusCase.Run(device, seed, size), corpusCase.Tolerance);
            return comparison.FirstDifference is { } difference ? Line(form, difference) : null;
        }
        catch (Exception failure)
        {
            // Whatever it is, it becomes a failure of the test; the other forms are still to be tried.
            return Line(form, failure.ToString());
        }
    }

    /// <summary>Puts form, seed and size before what was wrong.</summary>
    /// <param name="form">The form.</param>
    /// <param name="what">What was wrong.</param>
    /// <returns>The line.</returns>
    public string Line(string form, string what) => $"{form}, seed {seed}, size {size}: {what}";
}
