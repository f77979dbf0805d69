using CsCheck;
using HmmGen.Tests.Generated.Methods;
using static HmmGen.Tests.Generated.PlanLaunch;

namespace HmmGen.Tests.Generated;

/// <summary>Launches of <see cref="PlanKernels"/> with random extents, sub-ranges, scalars and lengths, most of them in range.</summary>
internal static class PlanCases
{
    /// <summary>By how much an array is longer than needed; negative when work items are to go out of range.</summary>
    private static readonly Gen<int> Slack = Gen.Frequency((12, Gen.Int[0, 40]), (1, Gen.Int[-4, -1]));

    /// <summary>A sub-range of one dimension.</summary>
    private static readonly Gen<(int First, int End)> Range = Gen.Frequency(
        (1, Gen.Int[1, 700].Select(end => (0, end))),
        (2, Gen.Select(Gen.Int[0, 500], Gen.Int[1, 300], (first, count) => (first, first + count))));

    /// <summary>A short sub-range, for kernels with loops or several dimensions.</summary>
    private static readonly Gen<(int First, int End)> Short = Gen.Select(Gen.Int[0, 9], Gen.Int[1, 14], (first, count) => (first, first + count));

    /// <summary>All kernels.</summary>
    public static IReadOnlyList<PlanCase> All { get; } =
    [
        new(nameof(PlanKernels.Shift), PlanStrength.Exact, Gen.Select(Range, Gen.Int[0, 90], Gen.Int[0, 90], Slack, (range, from, to, slack) =>
        {
            (int[] x, int[] y) = (new int[range.End + from + 5], Array<int>(range.End + to + slack));
            return Rank1(range, $"from {from}, to {to}, slack {slack}",
                (device, items) => PlanKernels.Shift(device, items, from, to, x, y), i => PlanKernels.Shift(i, from, to, x, y));
        })),
        new(nameof(PlanKernels.Strided), PlanStrength.Exact, Gen.Select(Range, Gen.Int[-9, 40], Slack, (range, stride, slack) =>
        {
            int offset = stride < 0 ? -stride * (range.End - 1) + Math.Min(slack, 0) : 7;
            double[] x = Array<double>(Math.Abs(stride) * (range.End - 1) + 8 + slack);
            byte[] y = new byte[range.End];
            return Rank1(range, $"stride {stride}, offset {offset}, slack {slack}",
                (device, items) => PlanKernels.Strided(device, items, stride, offset, x, y), i => PlanKernels.Strided(i, stride, offset, x, y));
        })),
        new(nameof(PlanKernels.Backwards), PlanStrength.Exact, Gen.Select(Range, Slack, Slack, (range, one, two) =>
        {
            (short[] x, short[] y) = (Array<short>(range.End + one), Array<short>(range.End + two));
            return Rank1(range, $"slack {one} and {two}",
                (device, items) => PlanKernels.Backwards(device, items, x, y), i => PlanKernels.Backwards(i, x, y));
        })),
        new(nameof(PlanKernels.Blocks), PlanStrength.Exact, Gen.Select(
            Short, Gen.Int[0, 7], Gen.Int[0, 20], Gen.Int[0, 30], Slack, (range, rows, columns, gap, slack) =>
        {
            (int[] x, long[] sums) = (Array<int>(range.End * rows * (columns + gap) + slack), new long[range.End]);
            return Rank1(range, $"{rows} rows of {columns}, gap {gap}, slack {slack}",
                (device, items) => PlanKernels.Blocks(device, items, rows, columns, columns + gap, x, sums),
                i => PlanKernels.Blocks(i, rows, columns, columns + gap, x, sums));
        })),
        new(nameof(PlanKernels.Triangle), PlanStrength.Exact, Gen.Select(Short, Gen.Int[0, 20], Slack, (range, gap, slack) =>
        {
            int n = range.End + gap;
            (float[] matrix, float[] sums) = (Array<float>((range.End - 1) * n + range.End + slack), new float[range.End]);
            return Rank1(range, $"n {n}, slack {slack}",
                (device, items) => PlanKernels.Triangle(device, items, n, matrix, sums), i => PlanKernels.Triangle(i, n, matrix, sums));
        })),
        new(nameof(PlanKernels.UpperTriangle), PlanStrength.Exact, Gen.Select(Short, Gen.Int[1, 40], Slack, (range, n, slack) =>
        {
            float[] matrix = Array<float>(range.End * n + slack);
            return Rank1(range, $"n {n}, slack {slack}",
                (device, items) => PlanKernels.UpperTriangle(device, items, n, matrix), i => PlanKernels.UpperTriangle(i, n, matrix));
        })),
        new(nameof(PlanKernels.Down), PlanStrength.Exact, Gen.Select(Short, Gen.Int[0, 40], Slack, (range, count, slack) =>
        {
            (ulong[] x, ulong[] y) = (Array<ulong>(range.End * count + slack), new ulong[range.End * count]);
            return Rank1(range, $"count {count}, slack {slack}",
                (device, items) => PlanKernels.Down(device, items, count, x, y), i => PlanKernels.Down(i, count, x, y));
        })),
        new(nameof(PlanKernels.GridStride), PlanStrength.Known, Gen.Select(Short, Gen.Int[1, 20], Gen.Int[0, 400], (range, step, length) =>
        {
            (long[] x, long[] y) = (new long[length], new long[range.End]);
            return Rank1(range, $"step {step}, length {length}",
                (device, items) => PlanKernels.GridStride(device, items, step, x, y), i => PlanKernels.GridStride(i, step, x, y));
        })),
        new(nameof(PlanKernels.Between), PlanStrength.Exact, Gen.Select(Range, Gen.Int[0, 500], Gen.Int[-5, 500], Slack, (range, low, size, slack) =>
        {
            (int[] x, int[] y) = (Array<int>(Math.Max(0, size) + slack), new int[range.End]);
            return Rank1(range, $"low {low}, high {low + size}, slack {slack}",
                (device, items) => PlanKernels.Between(device, items, low, low + size, x, y), i => PlanKernels.Between(i, low, low + size, x, y));
        })),
        new(nameof(PlanKernels.Until), PlanStrength.Known, Gen.Select(Range, Gen.Int[0, 9], Gen.Int[0, 900], (range, step, length) =>
        {
            (int[] x, int[] y) = (new int[length], new int[range.End]);
            return Rank1(range, $"step {step}, length {length}",
                (device, items) => PlanKernels.Until(device, items, step, x, y), i => PlanKernels.Until(i, step, x, y));
        })),
        new(nameof(PlanKernels.Clamped), PlanStrength.Known, Gen.Select(Range, Gen.Int[0, 9], Gen.Int[1, 900], (range, radius, length) =>
        {
            (int[] x, int[] y) = (new int[length], new int[Math.Max(1, range.End / 2)]);
            return Rank1(range, $"radius {radius}, length {length}",
                (device, items) => PlanKernels.Clamped(device, items, radius, x, y), i => PlanKernels.Clamped(i, radius, x, y));
        })),
        new(nameof(PlanKernels.Ring), PlanStrength.Exact, Gen.Select(Range, Gen.Int[0, 90], Gen.Int[0, 40], (range, distance, more) =>
        {
            (int[] x, int[] y) = (new int[range.End + more], new int[range.End + more]);
            return Rank1(range, $"distance {distance}, length {y.Length}",
                (device, items) => PlanKernels.Ring(device, items, distance, x, y), i => PlanKernels.Ring(i, distance, x, y));
        })),
        new(nameof(PlanKernels.Reflected), PlanStrength.Exact, Gen.Select(Range, Gen.Int[-90, 90], Gen.Int[0, 40], (range, distance, more) =>
        {
            (int[] x, int[] y) = (new int[range.End + more], new int[range.End + more]);
            return Rank1(range, $"distance {distance}, length {y.Length}",
                (device, items) => PlanKernels.Reflected(device, items, distance, x, y), i => PlanKernels.Reflected(i, distance, x, y));
        })),
        new(nameof(PlanKernels.Kept), PlanStrength.Exact, Gen.Select(Short, Short, Gen.Int[0, 9], Slack, (rows, columns, more, slack) =>
        {
            (int height, int width) = (rows.End + more, columns.End + more);
            (int[] x, int[] y) = (Array<int>(height * width + slack), new int[height * width]);
            return Rank2(rows, columns, $"{height} by {width}, slack {slack}",
                (device, items) => PlanKernels.Kept(device, items, height, width, x, y), (i, j) => PlanKernels.Kept(i, j, height, width, x, y));
        })),
        new(nameof(PlanKernels.Switched), PlanStrength.Known, Gen.Select(Range, Gen.Int[-1, 9], Slack, (range, mode, slack) =>
        {
            (int[] x, int[] y) = (Array<int>(range.End + slack), new int[range.End]);
            return Rank1(range, $"mode {mode}, slack {slack}",
                (device, items) => PlanKernels.Switched(device, items, mode, x, y), i => PlanKernels.Switched(i, mode, x, y));
        })),
        new(nameof(PlanKernels.Beside), PlanStrength.Known, Gen.Select(Range, Slack, (range, slack) =>
        {
            (int[] x, int[] y) = (Array<int>(range.End + slack), new int[range.End]);
            return Rank1(range, $"slack {slack}", (device, items) => PlanKernels.Beside(device, items, x, y), i => PlanKernels.Beside(i, x, y));
        })),
        new(nameof(PlanKernels.Running), PlanStrength.Exact, Gen.Select(
            Short, Gen.Int[0, 7], Gen.Int[0, 20], Gen.Int[0, 30], Slack, (range, rows, columns, gap, slack) =>
        {
            (int[] x, int[] y) = (Array<int>(range.End * rows * (columns + gap) + slack), new int[range.End]);
            return Rank1(range, $"{rows} rows of {columns}, gap {gap}, slack {slack}",
                (device, items) => PlanKernels.Running(device, items, rows, columns, gap, x, y),
                i => PlanKernels.Running(i, rows, columns, gap, x, y));
        })),
        new(nameof(PlanKernels.Either), PlanStrength.Known, Gen.Select(Range, Slack, Gen.Int, (range, slack, seed) =>
        {
            Random random = new(seed);
            int[] signs = [.. Enumerable.Range(0, range.End).Select(_ => random.Next(5))];
            (int[] x, int[] y) = (Array<int>(range.End + 1 + slack), new int[range.End]);
            return Rank1(range, $"slack {slack}, seed {seed}",
                (device, items) => PlanKernels.Either(device, items, signs, x, y), i => PlanKernels.Either(i, signs, x, y));
        })),
        new(nameof(PlanKernels.CountTwice), PlanStrength.Sound, Gen.Select(Range, Gen.Int[1, 900], Slack, Gen.Int, (range, length, slack, seed) =>
        {
            Random random = new(seed);
            int[] places = [.. Enumerable.Range(0, range.End).Select(_ => random.Next(length))];
            int[] counts = Array<int>(Math.Max(length, range.End) + slack);
            return Rank1(range, $"length {length}, slack {slack}, seed {seed}",
                (device, items) => PlanKernels.CountTwice(device, items, places, counts), i => PlanKernels.CountTwice(i, places, counts));
        })),
        new(nameof(PlanKernels.Wrapped), PlanStrength.Known, Gen.Select(Range, Gen.Int[1, 90], Slack, (range, period, slack) =>
        {
            (int[] x, int[] y) = (Array<int>(range.End / 3 + 1 + slack), new int[Math.Max(8, period)]);
            return Rank1(range, $"period {period}, slack {slack}",
                (device, items) => PlanKernels.Wrapped(device, items, period, x, y), i => PlanKernels.Wrapped(i, period, x, y));
        })),
        new(nameof(PlanKernels.Gather), PlanStrength.Sound, Gen.Select(Range, Gen.Int[1, 900], Slack, Gen.Int, (range, length, slack, seed) =>
        {
            Random random = new(seed);
            int[] places = [.. Enumerable.Range(0, range.End).Select(_ => random.Next(length))];
            Triple[] x = [.. Enumerable.Range(0, Math.Max(0, length + slack)).Select(_ => new Triple { A = random.Next(-1, 2) })];
            Triple[] y = new Triple[range.End];
            return Rank1(range, $"length {length}, slack {slack}, seed {seed}",
                (device, items) => PlanKernels.Gather(device, items, places, x, y), i => PlanKernels.Gather(i, places, x, y));
        })),
        new(nameof(PlanKernels.Choose), PlanStrength.Known, Gen.Select(Range, Gen.Int[0, 90], Slack, Gen.Int, (range, shift, slack, seed) =>
        {
            Random random = new(seed);
            bool[] mask = [.. Enumerable.Range(0, range.End).Select(_ => random.Next(2) == 0)];
            int[] a = [.. Enumerable.Range(0, range.End).Select(_ => random.Next(5))];
            (int[] b, int[] y) = (Array<int>(range.End + shift + slack), new int[range.End]);
            return Rank1(range, $"shift {shift}, slack {slack}, seed {seed}",
                (device, items) => PlanKernels.Choose(device, items, shift, mask, a, b, y), i => PlanKernels.Choose(i, shift, mask, a, b, y));
        })),
        new(nameof(PlanKernels.Search), PlanStrength.Known, Gen.Select(Short, Gen.Int[0, 60], Slack, Gen.Int, (range, width, slack, seed) =>
        {
            Random random = new(seed);
            sbyte[] x = [.. Enumerable.Range(0, Math.Max(0, range.End * width + slack)).Select(_ => (sbyte)random.Next(20))];
            int[] found = new int[range.End];
            return Rank1(range, $"width {width}, slack {slack}, seed {seed}",
                (device, items) => PlanKernels.Search(device, items, width, x, found), i => PlanKernels.Search(i, width, x, found));
        })),
        new(nameof(PlanKernels.Scale), PlanStrength.Exact, Gen.Select(Short, Gen.Int[0, 40], Gen.Int[0, 9], Slack, (range, width, skip, slack) =>
        {
            Triple[] x = Array<Triple>(range.End * width + slack);
            return Rank1(range, $"width {width}, skip {skip}, slack {slack}",
                (device, items) => PlanKernels.Scale(device, items, width, skip, x), i => PlanKernels.Scale(i, width, skip, x));
        })),
        new(nameof(PlanKernels.Transposed), PlanStrength.Exact, Gen.Select(Short, Short, Gen.Int[0, 90], Slack, (rows, columns, gap, slack) =>
        {
            int pitch = Math.Max(rows.End, columns.End) + gap;
            (int[] x, int[] y) = (Array<int>(rows.End * pitch + slack), new int[columns.End * pitch]);
            return Rank2(rows, columns, $"pitch {pitch}, slack {slack}",
                (device, items) => PlanKernels.Transposed(device, items, pitch, x, y), (i, j) => PlanKernels.Transposed(i, j, pitch, x, y));
        })),
        new(nameof(PlanKernels.Diagonals), PlanStrength.Known, Gen.Select(Short, Short, Gen.Int[0, 90], Slack, (rows, columns, middle, slack) =>
        {
            (byte[] marks, byte[] x) = (Array<byte>(2 * rows.End + middle + slack), new byte[3 * rows.End + columns.End]);
            return Rank2(rows, columns, $"middle {middle}, slack {slack}",
                (device, items) => PlanKernels.Diagonals(device, items, middle, marks, x), (i, j) => PlanKernels.Diagonals(i, j, middle, marks, x));
        })),
        new(nameof(PlanKernels.Neighbours), PlanStrength.Exact, Gen.Select(
            Short, Short, Short, Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Slack), (planes, rows, columns, more) =>
        {
            (int high, int wide, int slack) = more;
            (int height, int width) = (rows.End + high, columns.End + wide);
            (double[] u, double[] v) = (Array<double>(planes.End * height * width + slack), new double[planes.End * height * width]);
            return Rank3(planes, rows, columns, $"{height} by {width}, slack {slack}",
                (device, items) => PlanKernels.Neighbours(device, items, height, width, u, v),
                (i, j, k) => PlanKernels.Neighbours(i, j, k, height, width, u, v));
        })),
        .. TriangleCases.All,
    ];
}
