using HmmGen.Base;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Compares launches with lanes with launches without, and with plain loops.</summary>
internal sealed class LaneComparison : IDisposable
{
    private readonly HmmDevice _always = Host(LaneUse.Always);
    private readonly HmmDevice _inTurn = Host(LaneUse.InTurn);
    private readonly HmmDevice _straight = Host(LaneUse.Straight);
    private readonly HmmDevice _never = Host(LaneUse.Never);

    /// <inheritdoc/>
    public void Dispose()
    {
        _always.Dispose();
        _inTurn.Dispose();
        _straight.Dispose();
        _never.Dispose();
    }

    /// <summary>Compares one launch of random size over random elements.</summary>
    /// <param name="trial">The compiled kernels.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="number">Its number.</param>
    /// <param name="random">Decides.</param>
    /// <param name="asked">The size of each of the three dimensions, all of which runs; null for any.</param>
    /// <param name="elements">The elements of each span; null for enough of them.</param>
    /// <returns>The difference in words; null when there is none.</returns>
    public string? Difference(LaneTrial trial, LaneKernel kernel, int number, Random random, int[]? asked = null, int? elements = null)
    {
        LaneLaunch launch = new(trial, kernel, number, random, asked, elements);
        (string? Error, Array[] Spans) expected = launch.On(_never);
        (string? Error, Array[] Spans) actual = launch.On(_always);
        string[] names = [.. kernel.Spans.Select(static span => span.Name)];
        if (expected.Error != actual.Error)
        {
            return $"{launch}{actual.Error ?? "no error"}, right is {expected.Error ?? "no error"}";
        }

        if (ArrayComparison.First(names, expected.Spans, actual.Spans, FloatRule.AnyNaN) is { } difference)
        {
            return launch + difference;
        }

        if (trial.DescriptorOf(number) is { Lanes: not null, Rows: not null })
        {
            (string? error, Array[] spans) = launch.On(_straight);
            if (error != expected.Error || ArrayComparison.First(names, expected.Spans, spans, FloatRule.AnyNaN) is not null)
            {
                return $"{launch}not along rows: {error ?? ArrayComparison.First(names, expected.Spans, spans, FloatRule.AnyNaN)}";
            }
        }

        if (expected.Error is null && InTurn(launch, names, expected.Spans) is { } mixed)
        {
            return launch + mixed;
        }

        (string? Error, Array[] Spans) plain = launch.InALoop();
        return (plain.Error is null) != (expected.Error is null) ? $"{launch}{expected.Error}, the plain loop: {plain.Error}"
            : plain.Error is null && ArrayComparison.First(names, plain.Spans, actual.Spans, FloatRule.AnyNaN) is { } other ? $"{launch}the plain loop: {other}"
            : null;
    }

    // The first launch is kept, the second one begins with lanes, and the third one with the loop.
    private string? InTurn(LaneLaunch launch, string[] names, Array[] expected)
    {
        for (int run = 1; run <= 3; run++)
        {
            (string? error, Array[] spans) = launch.On(_inTurn);
            if (error is not null || ArrayComparison.First(names, expected, spans, FloatRule.AnyNaN) is not null)
            {
                return $"equal launch {run}: {error ?? ArrayComparison.First(names, expected, spans, FloatRule.AnyNaN)}";
            }
        }

        return null;
    }

    // Items run in their order: then what they do to each other is known.
    private static HmmDevice Host(LaneUse use)
        => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = use } });
}
