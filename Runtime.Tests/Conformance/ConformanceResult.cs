using System.Globalization;
using HmmGen.Tests.InPlace;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>What a row came to in a mode, on all devices and from all starts alike.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Faults">The faults of work items that it counted; null for none.</param>
/// <param name="Waves">The waves of a launch of which only data tells the pages; null for none.</param>
/// <param name="Reason">Why it is no plain pass; empty for one.</param>
internal sealed record ConformanceResult(ConformanceOutcome Outcome, long? Faults, long? Waves, string Reason)
{
    /// <summary>The result as a table has it.</summary>
    public string Text => Outcome switch
    {
        ConformanceOutcome.Pass => "pass",
        ConformanceOutcome.Emulated => "emulated",
        ConformanceOutcome.Differs => "differs",
        _ => "not applicable",
    }
        + (Faults is { } faults ? string.Create(CultureInfo.InvariantCulture, $", {faults} faults") : "")
        + (Waves is { } waves ? string.Create(CultureInfo.InvariantCulture, $"; {waves} waves without a plan") : "");

    /// <summary>Runs a row in a mode, on all devices with pages.</summary>
    /// <param name="row">The row.</param>
    /// <param name="space">The space.</param>
    /// <returns>The result.</returns>
    public static ConformanceResult Of(ConformanceRow row, HmmSpace space) => Of(row, space, ConformanceDevices.Present);

    /// <summary>Runs a row in a mode.</summary>
    /// <param name="row">The row.</param>
    /// <param name="space">The space.</param>
    /// <param name="kinds">The devices, at least one.</param>
    /// <param name="without">The mechanism of the engine that devices do without; null for none.</param>
    /// <returns>The result.</returns>
    public static ConformanceResult Of(ConformanceRow row, HmmSpace space, IEnumerable<ConformanceDeviceKind> kinds, string? without = null)
    {
        ConformanceResult? result = null;
        foreach (ConformanceDeviceKind kind in kinds)
        {
            PageStart[] starts = row.Starts == PageStarts.Both ? [PageStart.Host, PageStart.Device] : [PageStart.Host];
            foreach (PageStart start in starts)
            {
                ConformanceResult next = Of(row, space, kind, start, without);
                Assert.True(result is null || result == next, $"{row.Name} on {kind}, pages on the {start} first: {next}, elsewhere {result}");
                result = next;
            }
        }

        return result!;
    }

    private static ConformanceResult Of(ConformanceRow row, HmmSpace space, ConformanceDeviceKind kind, PageStart start, string? without)
    {
        try
        {
            using ConformanceRun run = new(space, kind, start, without);
            row.Run(run);
            if (!run.HasPages)
            {
                InPlaceDevice.AssertEmpty(run.Device);
            }

            return new ConformanceResult(run.Outcome, run.Faults, run.Waves, run.Reason);
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"on {kind}, pages on the {start} first:");
            throw;
        }
    }
}
