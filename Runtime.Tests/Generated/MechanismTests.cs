using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Tracing;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Every kernel of the corpus against plain C#, without one mechanism of the engine at a time: where all fits, and where little does.</summary>
public sealed class MechanismTests
{
    private static readonly (int Seed, int Size, long? Budget)[] Samples = [(4, 700, null), (5, 5000, 16 * 4096)];

    /// <summary>All mechanisms.</summary>
    public static TheoryData<string> Names { get; } = [.. Mechanisms.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_corpus_needs_no_mechanism(string without)
    {
        List<string> failures = [];
        foreach ((int seed, int size, long? budget) in Samples)
        {
            foreach (string name in CorpusRows.All.Select(row => row.Data))
            {
                CorpusSample sample = new(CorpusRows.Find(name), seed, size);
                using WatchedDevice watched = new(new SimulatedOptions { Testing = Mechanisms.Without(without), MemoryBudget = budget });
                if (sample.Failure(watched.Device, $"{name} without {without}") is { } failure)
                {
                    failures.Add(failure);
                }
                else if (watched.UsedBytes > 0)
                {
                    failures.Add(sample.Line(name, $"{watched.UsedBytes} bytes are left on the device"));
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
