using HmmGen.Corpus;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>A case with data, and what plain C# makes of it; devices are compared with that.</summary>
/// <param name="corpusCase">The case.</param>
/// <param name="seed">The seed of the data.</param>
/// <param name="size">About how many elements its largest array has.</param>
internal sealed class CorpusSample(CorpusCase corpusCase, int seed, int size)
{
    private readonly IReadOnlyList<Array> _expected = corpusCase.Expected(seed, size);

    /// <summary>Runs a case in the corpus's forms on devices of a kind; none of its memory may be left there afterwards.</summary>
    /// <param name="name">The case.</param>
    /// <param name="samples">Seeds and sizes.</param>
    /// <param name="open">Opens a device with the options of a form.</param>
    public static void CheckForms(string name, (int Seed, int Size)[] samples, Func<HmmDeviceOptions, HmmDevice> open)
    {
        List<string> failures = [];
        foreach ((int seed, int size) in samples)
        {
            CorpusSample sample = new(CorpusRows.Find(name), seed, size);
            foreach (CorpusForm form in CorpusForm.All)
            {
                using HmmDevice device = open(form.Options);
                if (sample.Failure(device, $"{device.Name}, {form}") is { } failure)
                    failures.Add(failure);
                else if (device.Session.Memory.UsedFrames > 0)
                    failures.Add(sample.Line($"{device.Name}, {form}", $"{device.Session.Memory.UsedFrames} frames are left on the device"));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

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
