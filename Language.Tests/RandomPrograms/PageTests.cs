using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Language.Tests.Running;
using HmmGen.Tests.Generated;
using HmmGen.Tests.Generated.Tracing;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// What plans and scouts of random C# name against what the methods themselves touch on the host: never fewer pages, and the same ones where they are called
/// exact. New kernels in each run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class PageTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 5;
    private const int Batch = 40;

    private static readonly SimulatedOptions[] Options = [new(), new() { MaximumChunk = 37 }, new() { MemoryBudget = 12 * 4096 }];

    private int _compared;
    private int _exact;
    private int _scouted;
    private int _runs;

    [Fact]
    public void Pages_AreThoseThatTheMethodsTouch()
    {
        int first = TestSeeds.First;
        int kernels = TestScale.Iterations(quick: 40, full: 120, @long: 4_000);
        output.WriteLine($"Seeds {first} to {first + kernels - 1}.");
        List<string> faults = [];
        foreach (int[] seeds in Enumerable.Range(first, kernels).Chunk(Batch))
        {
            LaneKernel[] made = [.. seeds.Select(static seed => Make(seed))];
            LaneTrial trial = new(made, isTraced: true);
            for (int number = 0; number < made.Length; number++)
            {
                Random random = new(made[number].Seed);
                for (int run = 0; run < RunsPerKernel; run++)
                {
                    LaneLaunch launch = new(trial, made[number], number, random);
                    if (Difference(made[number], launch, Options[random.Next(Options.Length)]) is { } difference)
                    {
                        faults.Add($"seed {made[number].Seed}, {launch}{difference}\n{made[number].ToMethod(number)}");
                        break;
                    }
                }
            }
        }

        output.WriteLine($"{_compared} of {_runs} launches did what the host did, {_exact} spans were planned exactly, {_scouted} chunks were scouted.");
        Assert.True(faults.Count == 0, string.Join('\n', faults.OrderBy(static fault => fault.Length).Take(4).Prepend($"{faults.Count} faults.")));
        Assert.True(_compared > _runs / 2 && _exact > _runs / 2 && _scouted > 0, "The test says nothing.");
    }

    private static LaneKernel Make(int seed) => (seed % 4) switch { 0 => LaneGenerator.Make(seed), 1 => WalkGenerator.Make(seed), _ => GatherGenerator.Make(seed) };

    /// <summary>Compares one launch with the method's own touches.</summary>
    /// <returns>The difference in words; null when there is none.</returns>
    private string? Difference(LaneKernel kernel, LaneLaunch launch, SimulatedOptions options)
    {
        bool[][] touched = [.. kernel.Spans.Select(_ => new bool[launch.Length])];
        (string? Error, Array[] Spans) host = launch.Traced(touched);
        using TracingDevice tracing = new(options);
        (string? Error, Array[] Spans) device = launch.On(tracing.Device);
        _runs++;
        if (host.Error is null != device.Error is null)
        {
            // An item may fail for what another one has written, or not yet. In the host's order they do what they do there.
            using TracingDevice inOrder = new(options with { MaximumChunk = 1 });
            string? error = launch.On(inOrder.Device).Error;
            return host.Error is null == error is null ? null : $"{error ?? "no error"}, on the host {host.Error ?? "no error"}";
        }

        for (int chunk = 0; chunk < tracing.Chunks.Count; chunk++)
        {
            TraceComparison.Check(tracing.Chunks[chunk], PlanStrength.Sound, complete: device.Error is null || chunk < tracing.Chunks.Count - 1);
            if (device.Error is null && tracing.Chunks[chunk].Marks is { } marks)
            {
                marks.Check(tracing.Chunks[chunk]);
                _scouted++;
            }
        }

        // Items that meet may do other things in another order.
        string[] names = [.. kernel.Spans.Select(static span => span.Name)];
        if (host.Error is not null || ArrayComparison.First(names, host.Spans, device.Spans, FloatRule.AnyNaN) is not null)
        {
            return null;
        }

        _compared++;
        _exact += Enumerable.Range(0, touched.Length).Count(parameter => tracing.Chunks.All(chunk => chunk.Plan.Parameters[parameter].MayIsMust));
        if (OtherTouch(kernel, launch, touched, tracing) is null)
        {
            return null;
        }

        // An item may read what another one has written, or not yet, and take another way that no result shows. In the host's order it takes the same way.
        using TracingDevice ordered = new(options with { MaximumChunk = 1 });
        launch.On(ordered.Device);
        return OtherTouch(kernel, launch, touched, ordered);
    }

    /// <summary>The first element that only one of the host and the device touches.</summary>
    /// <returns>The element in words; null when both touch the same ones.</returns>
    private static string? OtherTouch(LaneKernel kernel, LaneLaunch launch, bool[][] touched, TracingDevice tracing)
    {
        for (int parameter = 0; parameter < touched.Length; parameter++)
        {
            for (int element = 0; element < touched[parameter].Length - launch.Skip[parameter]; element++)
            {
                bool isTouched = touched[parameter][launch.Skip[parameter] + element];
                bool isNoted = tracing.Chunks.Any(chunk => chunk.IsTouched(parameter, element));
                if (isTouched != isNoted)
                {
                    return $"{kernel.Spans[parameter].Name}[{element}] is {(isTouched ? "" : "not ")}touched on the host, the device does otherwise";
                }
            }
        }

        return null;
    }
}
