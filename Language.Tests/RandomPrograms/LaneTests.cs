using HmmGen.Base;
using HmmGen.Language.Tests.Running;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Work items as lanes of vectors give the results of a plain loop, and the errors and effects of a launch that runs them one by one. New kernels in each run;
/// <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 6;
    private const int Batch = 40;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.3;

    [Fact]
    public void Lanes_GiveWhatPlainLoopsGive()
    {
        int first = TestSeeds.First;
        int kernels = TestScale.Iterations(quick: 40, full: 160, @long: 4_000);
        output.WriteLine($"Seeds {first} to {first + kernels - 1}.");
        using HmmDevice always = Host(LaneUse.Always);
        using HmmDevice never = Host(LaneUse.Never);
        List<string> faults = [];
        int withLanes = 0;
        foreach (int[] seeds in Enumerable.Range(first, kernels).Chunk(Batch))
        {
            LaneKernel[] made = [.. seeds.Select(LaneGenerator.Make)];
            LaneTrial trial = new(made);
            for (int number = 0; number < made.Length; number++)
            {
                withLanes += trial.LanesOf(number) is null ? 0 : 1;
                Random random = new(made[number].Seed);
                for (int run = 0; run < RunsPerKernel; run++)
                {
                    if (Difference(trial, made[number], number, always, never, random) is { } difference)
                    {
                        faults.Add($"seed {made[number].Seed}, {trial.LanesOf(number)}: {difference}\n{made[number].ToMethod(number)}");
                        break;
                    }
                }
            }
        }

        output.WriteLine($"{withLanes} of {kernels} kernels have lanes.");
        Assert.True(faults.Count == 0, string.Join('\n', faults.OrderBy(static fault => fault.Length).Take(4).Prepend($"{faults.Count} faults.")));
        Assert.InRange(withLanes, (int)(kernels * LeastShare), kernels - 1);
    }

    // Items run in their order: then what they do to each other is known.
    private static HmmDevice Host(LaneUse use)
        => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = use } });

    private static string? Difference(LaneTrial trial, LaneKernel kernel, int number, HmmDevice always, HmmDevice never, Random random)
    {
        int[] sizes = [.. Sizes(kernel.Rank, random)];
        (int First, int End)[] box = [.. sizes.Select(size => random.Next(5) == 0 ? (size / 3, Math.Max(size / 3, size - 1)) : (0, size))];
        HmmExtent extent = kernel.Rank switch
        {
            1 => HmmExtent.Range(box[2]),
            2 => HmmExtent.Range(box[1], box[2]),
            _ => HmmExtent.Range(box[0], box[1], box[2]),
        };
        Scalars scalars = new(
            sizes[2], sizes[1], random.Next(40), random.Next(4) == 0 ? random.Next(400) : random.Next(-2, 9), random.NextInt64(), (random.NextSingle() - 0.5f) * 20, random.NextDouble() * 9);
        int length = (4 * sizes[0] * sizes[1] * sizes[2]) + 80;
        Array[] given = [.. kernel.Spans.Select(span => LaneData.Fill(trial.Make(span.Type, length), random))];
        (string? Error, Array[] Spans) expected = Run(spans => Launch(never, spans));
        (string? Error, Array[] Spans) actual = Run(spans => Launch(always, spans));
        string[] names = [.. kernel.Spans.Select(static span => span.Name)];
        string where = $"{extent} of {string.Join(", ", sizes)}, {scalars}: ";
        if (expected.Error != actual.Error)
        {
            return $"{where}{actual.Error ?? "no error"}, right is {expected.Error ?? "no error"}";
        }

        if (ArrayComparison.First(names, expected.Spans, actual.Spans, FloatRule.AnyNaN) is { } difference)
        {
            return where + difference;
        }

        (string? Error, Array[] Spans) plain = Run(Loop);
        return (plain.Error is null) != (expected.Error is null) ? $"{where}{expected.Error}, the plain loop: {plain.Error}"
            : plain.Error is null && ArrayComparison.First(names, plain.Spans, actual.Spans, FloatRule.AnyNaN) is { } other ? $"{where}the plain loop: {other}"
            : null;

        void Launch(HmmDevice device, Array[] spans)
            => trial.Launch(number, device, extent, scalars.N, scalars.M, scalars.S, scalars.T, scalars.G, scalars.P, scalars.Q, spans);

        void Loop(Array[] spans)
        {
            (int First, int End)[] all = kernel.Rank switch { 1 => [(0, 1), (box[2].First, box[2].End), (0, 1)], 2 => [(0, 1), box[1], box[2]], _ => box };
            for (int h = all[0].First; h < all[0].End; h++)
            {
                for (int i = all[1].First; i < all[1].End; i++)
                {
                    for (int j = all[2].First; j < all[2].End; j++)
                    {
                        trial.Plain(number, h, i, j, scalars.N, scalars.M, scalars.S, scalars.T, scalars.G, scalars.P, scalars.Q, spans);
                    }
                }
            }
        }

        (string? Error, Array[] Spans) Run(Action<Array[]> run)
        {
            Array[] spans = [.. given.Select(static array => (Array)array.Clone())];
            try
            {
                run(spans);
                return (null, spans);
            }
            catch (Exception exception)
            {
                return ($"{exception.GetType().Name}: {exception.Message}", spans);
            }
        }
    }

    // Around the widths of vectors, and any.
    private static int[] Sizes(int rank, Random random)
    {
        int width = random.Next(3) == 0 ? Math.Max(0, (8 << random.Next(rank == 1 ? 6 : 3)) + random.Next(-2, 3)) : random.Next(rank == 1 ? 0 : 1, 71);
        return rank switch { 1 => [1, 1, width], 2 => [1, random.Next(0, 11), width], _ => [random.Next(1, 4), random.Next(0, 7), width] };
    }

    private readonly record struct Scalars(int N, int M, int S, int T, long G, float P, double Q);
}
