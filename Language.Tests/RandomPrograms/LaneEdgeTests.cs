using System.Text.RegularExpressions;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// The kernels of <see cref="LaneEdgeKernels"/> as lanes: over no item, one, and as many as vectors have lanes, one less and one more.
/// A part of them in each run; <c>HMMGEN_SEED</c> chooses it, and a long run has all.
/// </summary>
public sealed class LaneEdgeTests(ITestOutputHelper output)
{
    private static readonly int[] Widths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 71];
    private static readonly int[] EndWidths = [32, 33, 64, 71];
    private static readonly int[] RestWidths = [9, 12, 15, 20];
    private static readonly int[] Lengths = [0, 1, 7, 8, 9, 33];
    private static readonly int[] Turns = [0, 1, 7, 8, 9, 15, 16, 17, 24, 33, 48, 71];
    private static readonly int[] Items = [1, 5, 11, 29];
    private static readonly int[] Rows = [1, 7, 8, 9, 17, 41];
    private static readonly int[] FlatWidths = [0, 1, 8, 31, 64, 71, 165];
    private static readonly int[] FlatLengths = [0, 1, 7, 8, 9, 15, 16, 17, 33, 40];
    private static readonly (int Height, int Width)[] Sizes = [(1, 1), (3, 17), (4, 16), (5, 33), (8, 32), (9, 7), (13, 41)];

    /// <summary>What the kernels try.</summary>
    public static TheoryData<string> Subjects { get; } = [.. LaneEdgeKernels.Rows.Select(static row => row.Subject)];

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Lanes_DoWhatCSharpSays(string subject)
        => Try(LaneEdgeKernels.Rows.Single(row => row.Subject == subject).Bodies, 1, [.. Widths.Select(static width => new[] { 1, 1, width })]);

    /// <summary>What the kernels with loops within loops try.</summary>
    public static TheoryData<string> Nests { get; } = [.. LaneEdgeKernels.Nests.Select(static row => row.Subject)];

    [Theory]
    [MemberData(nameof(Nests))]
    public void LanesOfNests_DoWhatCSharpSays(string subject) => Try(
        LaneEdgeKernels.Nests.Single(row => row.Subject == subject).Bodies, 1, [.. Widths.SelectMany(static _ => Lengths, static (width, length) => new[] { 1, length, width })]);

    /// <summary>What the kernels with loops over elements that follow each other try.</summary>
    public static TheoryData<string> Loops { get; } = [.. LaneEdgeKernels.Loops.Select(static row => row.Subject)];

    [Theory]
    [MemberData(nameof(Loops))]
    public void LanesOfTurns_DoWhatCSharpSays(string subject) => Try(
        LaneEdgeKernels.Loops.Single(row => row.Subject == subject).Bodies, 1, [.. Turns.SelectMany(static _ => Items, static (turns, items) => new[] { 1, turns, items })]);

    /// <summary>What the kernels with loops that count downwards try.</summary>
    public static TheoryData<string> Downward { get; } = [.. LaneEdgeKernels.Downward.Select(static row => row.Subject)];

    [Theory]
    [MemberData(nameof(Downward))]
    public void LanesOfLoopsDownwards_DoWhatCSharpSays(string subject) => Try(
        LaneEdgeKernels.Downward.Single(row => row.Subject == subject).Bodies, 1, [.. Turns.SelectMany(static _ => Rows, static (turns, items) => new[] { 1, turns, items })]);

    /// <summary>What the kernels try whose index counts the items of rows.</summary>
    public static TheoryData<string> Flat { get; } = [.. LaneEdgeKernels.Flat.Select(static row => row.Subject)];

    [Theory]
    [MemberData(nameof(Flat))]
    public void LanesAlongRowsOfAFlatIndex_DoWhatCSharpSays(string subject) => Try(
        LaneEdgeKernels.Flat.Single(row => row.Subject == subject).Bodies, 1, [.. FlatWidths.SelectMany(static _ => FlatLengths, static (width, length) => new[] { 1, length, width })]);

    [Fact]
    public void LanesOfPlanes_DoWhatCSharpSays() => Try(LaneEdgeKernels.Planes, 2, [.. Sizes.Select(static size => new[] { 1, size.Height, size.Width })]);

    [Fact]
    public void LanesOfRowsThatAreChanged_DoWhatCSharpSays() => Try(LaneEdgeKernels.Rests, 2, [.. Enumerable.Range(7, 20).Select(static width => new[] { 1, 3, width })]);

    /// <summary>A span may end in each group of a row, and at each of its lanes.</summary>
    [Fact]
    public void SpansThatEnd_AreChangedUpToTheirEnd()
        => Try(LaneEdgeKernels.Rests, 2, [.. RestWidths.Select(static width => new[] { 1, 2, width })], ends: [.. Enumerable.Range(1, 2 * RestWidths[^1]).Cast<int?>()]);

    [Fact]
    public void SpansThatOverlap_AreSeenAsOneItemAfterAnotherSeesThem()
        => Try([.. LaneEdgeKernels.Rows.SelectMany(static row => row.Bodies).Where(static body => Names(body, "o") && Names(body, "x"))], 1, [[1, 1, 33], [1, 1, 8]], isShared: true);

    /// <summary>What a turn stores may be the name that the next one loads.</summary>
    [Fact]
    public void SpansOfTurnsThatOverlap_AreSeenAsOneTurnAfterAnotherSeesThem()
        => Try([.. LaneEdgeKernels.Loops.SelectMany(static row => row.Bodies).Where(static body => Names(body, "o") && Names(body, "x"))], 1, [[1, 9, 11], [1, 33, 5], [1, 16, 3]], isShared: true);

    /// <summary>A span may end at any item of a launch: in each group of lanes, and at its last lane.</summary>
    [Fact]
    public void SpansThatEnd_AreSeenByTheItemThatReachesTheirEnd()
        => Try(LaneEdgeKernels.Ends, 1, [.. EndWidths.Select(static width => new[] { 1, 1, width })], ends: [.. Enumerable.Range(1, EndWidths[^1] + 1).Cast<int?>()]);

    private static bool Names(string body, string name) => Regex.IsMatch(body, $@"\b{name}\b");

    private void Try(IReadOnlyList<string> bodies, int rank, int[][] sizes, bool isShared = false, int?[]? ends = null)
    {
        int first = TestSeeds.First;
        output.WriteLine($"Seed {first}.");
        using LaneComparison comparison = new();
        LaneKernel[] made =
        [
            .. TestScale.Turns(bodies, quick: 6, full: 2).Select(body => new LaneKernel(
                first, rank, [.. LaneEdgeKernels.Spans.Where(span => Names(body, span.Name))], body + "\n") { IsShared = isShared }),
        ];
        LaneTrial trial = new(made);
        List<string> faults = [];
        for (int number = 0; number < made.Length; number++)
        {
            Random random = new(first);
            foreach ((int[] size, int? end) in sizes.SelectMany(_ => ends ?? [null], static (size, end) => (size, end)))
            {
                if (comparison.Difference(trial, made[number], number, random, size, end) is { } difference)
                {
                    faults.Add($"{trial.LanesOf(number)}: {difference}\n{made[number].Body}");
                    break;
                }
            }
        }

        LaneKernel[] without = [.. made.Where((_, number) => trial.LanesOf(number) is null)];
        output.WriteLine($"{without.Length} of {made.Length} have no lanes.\n{string.Concat(without.Select(static kernel => kernel.Body))}");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(8).Prepend($"{faults.Count} faults.")));
    }
}
