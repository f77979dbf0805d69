using HmmGen.Base;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>Rows come to the same outcome without one mechanism of the engine at a time, and without all. How many faults and waves they take may differ.</summary>
public sealed class ConformanceMechanismTests(ITestOutputHelper output)
{
    /// <summary>Rows that count faults, of which launches have none only because their pages are brought.</summary>
    private static readonly string[] Brought = ["anon_read", "anon_write"];

    /// <summary>All mechanisms.</summary>
    public static TheoryData<string> Names { get; } = [.. Mechanisms.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_need_no_mechanism(string without)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"Seed {seed}.");
        HmmHostMode mode = HmmSpace.Shared.HostMode;
        List<string> failures = [];
        foreach (ConformanceRow row in TestScale.Turns(ConformanceRow.All, quick: 24, full: 12))
        {
            if (Brought.Contains(row.Name) && without is nameof(PagingTestOptions.Prefetch) or Mechanisms.All)
            {
                continue;
            }

            string written = ConformanceDocument.Read().Cells[row.Name][ConformanceDocument.Modes.ToList().IndexOf(mode)];
            try
            {
                ConformanceResult result = ConformanceResult.Of(row, TransparentSpaces.Open(mode), [ConformanceDeviceKind.Simulated0], without);
                string outcome = (result with { Faults = null, Waves = null }).Text;
                if (!written.StartsWith(outcome, StringComparison.Ordinal))
                {
                    failures.Add($"{row.Name}: {outcome}, not {written}");
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add($"{row.Name}: {failure}");
            }
        }

        Assert.True(failures.Count == 0, $"without {without}:\n{string.Join('\n', failures)}");
    }
}
