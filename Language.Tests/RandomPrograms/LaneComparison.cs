using HmmGen.Base;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Compares launches with lanes with launches without, and with plain loops.</summary>
internal sealed class LaneComparison : IDisposable
{
    private readonly HmmDevice _always = Host(LaneUse.Always);
    private readonly HmmDevice _never = Host(LaneUse.Never);

    /// <inheritdoc/>
    public void Dispose()
    {
        _always.Dispose();
        _never.Dispose();
    }

    /// <summary>Compares one launch of random size over random elements.</summary>
    /// <param name="trial">The compiled kernels.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="number">Its number.</param>
    /// <param name="random">Decides.</param>
    /// <param name="asked">The size of each of the three dimensions, all of which runs; null for any.</param>
    /// <returns>The difference in words; null when there is none.</returns>
    public string? Difference(LaneTrial trial, LaneKernel kernel, int number, Random random, int[]? asked = null)
    {
        int[] sizes = asked ?? Sizes(kernel.Rank, random);
        (int First, int End)[] box = [.. sizes.Select(size => asked is null && random.Next(5) == 0 ? (size / 3, Math.Max(size / 3, size - 1)) : (0, size))];
        HmmExtent extent = kernel.Rank switch
        {
            1 => HmmExtent.Range(box[2]),
            2 => HmmExtent.Range(box[1], box[2]),
            _ => HmmExtent.Range(box[0], box[1], box[2]),
        };
        Scalars scalars = new(
            sizes[2], sizes[1], random.Next(40), random.Next(4) == 0 ? random.Next(400) : random.Next(-2, 9), random.NextInt64(), (random.NextSingle() - 0.5f) * 20, random.NextDouble() * 9);
        int length = (4 * sizes[0] * sizes[1] * sizes[2]) + 80;

        // Slices begin anywhere, and those of one array overlap.
        int[] skip = [.. kernel.Spans.Select(_ => random.Next(3) == 0 ? random.Next(1, 10) : 0)];
        Array[] given = [.. kernel.Spans.Select(span => LaneData.Fill(trial.Make(span.Type, length), random))];
        (string? Error, Array[] Spans) expected = Run(spans => Launch(_never, spans));
        (string? Error, Array[] Spans) actual = Run(spans => Launch(_always, spans));
        string[] names = [.. kernel.Spans.Select(static span => span.Name)];
        string where = $"{extent} of {string.Join(", ", sizes)}, from {string.Join(", ", skip)}, {scalars}: ";
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
            => trial.Launch(number, device, extent, scalars.N, scalars.M, scalars.S, scalars.T, scalars.G, scalars.P, scalars.Q, spans, skip);

        void Loop(Array[] spans)
        {
            (int First, int End)[] all = kernel.Rank switch { 1 => [(0, 1), (box[2].First, box[2].End), (0, 1)], 2 => [(0, 1), box[1], box[2]], _ => box };
            for (int h = all[0].First; h < all[0].End; h++)
            {
                for (int i = all[1].First; i < all[1].End; i++)
                {
                    for (int j = all[2].First; j < all[2].End; j++)
                    {
                        trial.Plain(number, h, i, j, scalars.N, scalars.M, scalars.S, scalars.T, scalars.G, scalars.P, scalars.Q, spans, skip);
                    }
                }
            }
        }

        (string? Error, Array[] Spans) Run(Action<Array[]> run)
        {
            Array[] spans = [.. given.Select(static array => (Array)array.Clone())];
            if (kernel.IsShared)
            {
                spans[1] = spans[0];
            }

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

    // Items run in their order: then what they do to each other is known.
    private static HmmDevice Host(LaneUse use)
        => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = use } });

    // Around the widths of vectors, and any.
    private static int[] Sizes(int rank, Random random)
    {
        int width = random.Next(3) == 0 ? Math.Max(0, (8 << random.Next(rank == 1 ? 6 : 3)) + random.Next(-2, 3)) : random.Next(rank == 1 ? 0 : 1, 71);
        return rank switch { 1 => [1, 1, width], 2 => [1, Rows(11), width], _ => [random.Next(1, 4), Rows(7), width] };

        int Rows(int usual) => random.Next(4) == 0 ? random.Next(7, 71) : random.Next(usual);
    }

    private readonly record struct Scalars(int N, int M, int S, int T, long G, float P, double Q);
}
