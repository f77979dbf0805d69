using HmmGen.Corpus;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Tracing;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Every kernel of the corpus, as generated, against plain C#, in every form: on the host and on simulated devices.</summary>
public sealed class CorpusTests
{
    private static readonly (int Seed, int Size)[] Samples = [(1, 700), (2, 5000)];

    [Theory]
    [MemberData(nameof(CorpusRows.All), MemberType = typeof(CorpusRows))]
    public void On_the_host(string name)
    {
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        foreach ((int seed, int size) in Samples)
        {
            CorpusSample sample = new(CorpusRows.Find(name), seed, size);
            Assert.Null(sample.Failure(HmmDevice.Host, "host"));
            Assert.Null(sample.Failure(lanes, "host, lanes"));
        }
    }

    [Theory]
    [MemberData(nameof(CorpusRows.All), MemberType = typeof(CorpusRows))]
    public void On_simulated_devices(string name)
    {
        List<string> failures = [];
        foreach ((int seed, int size) in Samples)
        {
            CorpusSample sample = new(CorpusRows.Find(name), seed, size);
            CorpusFootprint footprint = CorpusFootprint.Of(CorpusRows.Find(name), seed, size);
            foreach (CorpusForm form in CorpusForms.All)
            {
                using WatchedDevice watched = new(form.Options);
                if (sample.Failure(watched.Device, form.Name) is { } failure)
                    failures.Add(failure);
                else if (footprint.BrokenPromise(form.Options, watched) is { } broken)
                    failures.Add(sample.Line(form.Name, broken));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    /// <summary>A single case may be over before anything is evicted; many are not.</summary>
    [Fact]
    public void Random_evictions_evict()
    {
        TestScale.SkipQuick("runs the whole corpus");
        foreach (CorpusForm form in CorpusForms.All.Where(form => form.Options.RandomEvictions is not null))
        {
            int cases = 0;
            foreach (CorpusCase corpusCase in CorpusCatalog.All)
            {
                using HmmDevice device = HmmDevice.Simulated(form.Options);
                corpusCase.Run(device, 1, 8000);
                cases += device.Statistics.Evictions > 0 ? 1 : 0;
            }

            TestContext.Current.SendDiagnosticMessage($"{form}: {cases} of {CorpusCatalog.All.Count} cases lose pages.");
            Assert.True(cases >= 10, $"{form}: only {cases} cases lose pages.");
        }
    }
}
