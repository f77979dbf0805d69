using System.Diagnostics;

namespace HmmGen.Corpus;

/// <summary>Compares what devices make of the cases with what plain C# makes of them.</summary>
/// <param name="seed">The seed of the data.</param>
/// <param name="size">About how many elements the largest array of a case has.</param>
public sealed class CorpusCheck(int seed = 1, int size = 3000)
{
    /// <summary>Runs one case.</summary>
    /// <param name="corpusCase">The case.</param>
    /// <param name="form">The form that <paramref name="device"/> runs in.</param>
    /// <param name="device">The device.</param>
    /// <returns>The verdict; an exception is a failure too.</returns>
    public CorpusVerdict Run(CorpusCase corpusCase, CorpusForm form, HmmDevice device)
    {
        IReadOnlyList<Array> expected = corpusCase.Expected(seed, size);
        device.ResetStatistics();
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            IReadOnlyList<Array> actual = corpusCase.Run(device, seed, size);
            TimeSpan elapsed = watch.Elapsed;
            CorpusComparison comparison = CorpusComparison.Of(expected, actual, corpusCase.Tolerance);
            return new CorpusVerdict(corpusCase, form, comparison.MaximumError, comparison.FirstDifference, device.Statistics, elapsed);
        }
        catch (Exception failure)
        {
            // Whatever a kernel, a compiler or a driver throws belongs in the table: the other cases are still to be run.
            string what = $"{failure.GetType().Name}: {failure.Message}";
            return new CorpusVerdict(corpusCase, form, double.PositiveInfinity, what, device.Statistics, watch.Elapsed);
        }
    }

    /// <summary>Runs cases in every form, one device a form.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="forms">The forms.</param>
    /// <param name="open">Opens a device with options; devices other than the host are disposed of afterwards.</param>
    /// <returns>The verdicts, form by form.</returns>
    public IEnumerable<CorpusVerdict> Run(
        IReadOnlyList<CorpusCase> cases, IEnumerable<CorpusForm> forms, Func<SimulatedOptions, HmmDevice> open)
    {
        foreach (CorpusForm form in forms)
        {
            using HmmDevice device = open(form.Options);
            foreach (CorpusCase corpusCase in cases)
                yield return Run(corpusCase, form, device);
        }
    }
}
