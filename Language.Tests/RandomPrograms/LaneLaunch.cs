namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A launch of a kernel, of random size and over random elements.</summary>
internal sealed class LaneLaunch
{
    private readonly LaneTrial _trial;
    private readonly LaneKernel _kernel;
    private readonly int _number;
    private readonly (int First, int End)[] _box;
    private readonly HmmExtent _extent;
    private readonly Scalars _scalars;
    private readonly Array[] _given;
    private readonly string _where;

    /// <summary>Draws a launch.</summary>
    /// <param name="trial">The compiled kernels.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="number">Its number.</param>
    /// <param name="random">Decides.</param>
    /// <param name="asked">The size of each of the three dimensions, all of which runs; null for any.</param>
    /// <param name="elements">The elements of each span; null for enough of them.</param>
    public LaneLaunch(LaneTrial trial, LaneKernel kernel, int number, Random random, int[]? asked = null, int? elements = null)
    {
        (_trial, _kernel, _number) = (trial, kernel, number);
        int[] sizes = asked ?? Sizes(kernel.Rank, random);
        _box = [.. sizes.Select(size => asked is null && random.Next(5) == 0 ? (size / 3, Math.Max(size / 3, size - 1)) : (0, size))];
        _extent = kernel.Rank switch
        {
            1 => HmmExtent.Range(_box[2]),
            2 => HmmExtent.Range(_box[1], _box[2]),
            _ => HmmExtent.Range(_box[0], _box[1], _box[2]),
        };
        _scalars = new(
            sizes[2], sizes[1], random.Next(40), random.Next(4) == 0 ? random.Next(400) : random.Next(-2, 9), random.NextInt64(), (random.NextSingle() - 0.5f) * 20, random.NextDouble() * 9);
        int length = elements ?? ((4 * sizes[0] * sizes[1] * sizes[2]) + 80);

        // Slices begin anywhere, and those of one array overlap.
        Skip = [.. kernel.Spans.Select(_ => elements is null && random.Next(3) == 0 ? random.Next(1, 10) : 0)];
        _given = [.. kernel.Spans.Select(span => kernel.IndexSpans.Contains(span.Name)
            ? LaneData.Indices(length, length - Skip.Max() - GatherGenerator.Reach, random)
            : LaneData.Fill(trial.Make(span.Type, length), random))];
        _where = $"{_extent} of {string.Join(", ", sizes)}, from {string.Join(", ", Skip)}, {length} elements, {_scalars}: ";
    }

    /// <summary>The element of each array from which on the kernel has its span.</summary>
    public int[] Skip { get; }

    /// <summary>The number of elements of each array.</summary>
    public int Length => _given[0].Length;

    /// <inheritdoc/>
    public override string ToString() => _where;

    /// <summary>Launches the kernel on a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The error, if there was one, and the arrays.</returns>
    public (string? Error, Array[] Spans) On(HmmDevice device) => Run(spans => _trial.Launch(
        _number, device, _extent, _scalars.N, _scalars.M, _scalars.S, _scalars.T, _scalars.G, _scalars.P, _scalars.Q, spans, Skip));

    /// <summary>Calls the kernel's method for one item after another.</summary>
    /// <returns>The error, if there was one, and the arrays.</returns>
    public (string? Error, Array[] Spans) InALoop() => Run(spans => Loop((h, i, j) => _trial.Plain(
        _number, h, i, j, _scalars.N, _scalars.M, _scalars.S, _scalars.T, _scalars.G, _scalars.P, _scalars.Q, spans, Skip)));

    /// <summary>Calls the kernel's method for one item after another, and notes the elements that it touches.</summary>
    /// <param name="touched">For each element of each array whether it was touched.</param>
    /// <returns>The error, if there was one, and the arrays.</returns>
    public (string? Error, Array[] Spans) Traced(bool[][] touched) => Run(spans => Loop((h, i, j) => _trial.Traced(
        _number, h, i, j, _scalars.N, _scalars.M, _scalars.S, _scalars.T, _scalars.G, _scalars.P, _scalars.Q, spans, Skip, touched)));

    private void Loop(Action<int, int, int> item)
    {
        (int First, int End)[] all = _kernel.Rank switch { 1 => [(0, 1), _box[2], (0, 1)], 2 => [(0, 1), _box[1], _box[2]], _ => _box };
        for (int h = all[0].First; h < all[0].End; h++)
        {
            for (int i = all[1].First; i < all[1].End; i++)
            {
                for (int j = all[2].First; j < all[2].End; j++)
                {
                    item(h, i, j);
                }
            }
        }
    }

    private (string? Error, Array[] Spans) Run(Action<Array[]> run)
    {
        Array[] spans = [.. _given.Select(static array => (Array)array.Clone())];
        if (_kernel.IsShared)
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

    // Around the widths of vectors, and any.
    private static int[] Sizes(int rank, Random random)
    {
        int width = random.Next(3) == 0 ? Math.Max(0, (8 << random.Next(rank == 1 ? 6 : 3)) + random.Next(-2, 3)) : random.Next(rank == 1 ? 0 : 1, 71);
        return rank switch { 1 => [1, 1, width], 2 => [1, Rows(11), width], _ => [random.Next(1, 4), Rows(7), width] };

        int Rows(int usual) => random.Next(4) == 0 ? random.Next(7, 71) : random.Next(usual);
    }

    private readonly record struct Scalars(int N, int M, int S, int T, long G, float P, double Q);
}
