using CsCheck;
using HmmGen.Tests.Generated.Methods;
using static HmmGen.Tests.Generated.PlanLaunch;

namespace HmmGen.Tests.Generated;

/// <summary>Launches of <see cref="TriangleKernels"/> with random extents, sub-ranges, scalars and lengths, most of them in range.</summary>
internal static class TriangleCases
{
    private static readonly Gen<int> Slack = Gen.Frequency((12, Gen.Int[0, 40]), (1, Gen.Int[-4, -1]));

    private static readonly Gen<(int First, int End)> Range = Gen.Select(Gen.Int[0, 9], Gen.Int[1, 30], (first, count) => (first, first + count));

    /// <summary>All kernels. Each is planned exactly.</summary>
    public static IReadOnlyList<PlanCase> All { get; } =
    [
        Exact(nameof(TriangleKernels.Covariance), Gen.Select(Range, Gen.Int[0, 20], Gen.Int[0, 9], Slack, (range, more, samples, slack) =>
        {
            int n = range.End + more;
            (float[] data, float[] covariance) = (Array<float>((n * samples) + slack), new float[n * n]);
            return Rank1(range, $"n {n}, samples {samples}, slack {slack}",
                (device, items) => TriangleKernels.Covariance(device, items, n, samples, data, covariance),
                i => TriangleKernels.Covariance(i, n, samples, data, covariance));
        })),
        Exact(nameof(TriangleKernels.Cholesky), Gen.Select(Range, Gen.Int[0, 40], Gen.Int[0, 9], Slack, (range, step, more, slack) =>
        {
            int n = Math.Max(range.End, step + 1) + more;
            double[] a = Array<double>(((range.End - 1) * n) + range.End + slack);
            return Rank1(range, $"n {n}, step {step}, slack {slack}",
                (device, items) => TriangleKernels.Cholesky(device, items, step, n, a), i => TriangleKernels.Cholesky(i, step, n, a));
        })),
        Exact(nameof(TriangleKernels.Syrk), Gen.Select(Range, Range, Gen.Int[0, 20], Slack, (rows, columns, width, slack) =>
        {
            int n = Math.Max(rows.End, columns.End);
            (int[] a, int[] c) = (Array<int>((n * width) + slack), new int[n * n]);
            return Rank2(rows, columns, $"n {n}, width {width}, slack {slack}",
                (device, items) => TriangleKernels.Syrk(device, items, n, width, a, c),
                (i, j) => TriangleKernels.Syrk(i, j, n, width, a, c));
        })),
        Exact(nameof(TriangleKernels.OffDiagonal), Gen.Select(Range, Range, Gen.Int[0, 20], Slack, (rows, columns, more, slack) =>
        {
            int n = Math.Max(rows.End, columns.End) + more;
            (short[] x, short[] y) = (Array<short>((n * n) + slack), new short[n * n]);
            return Rank2(rows, columns, $"n {n}, slack {slack}",
                (device, items) => TriangleKernels.OffDiagonal(device, items, n, x, y),
                (i, j) => TriangleKernels.OffDiagonal(i, j, n, x, y));
        })),
        Exact(nameof(TriangleKernels.Corner), Gen.Select(Range, Gen.Int[0, 9], Slack, (range, more, slack) =>
        {
            int n = range.End + more;
            (byte[] x, int[] sums) = (Array<byte>((((range.End - 1) * n) + range.End - 1) * n + range.End + slack), new int[range.End]);
            return Rank1(range, $"n {n}, slack {slack}",
                (device, items) => TriangleKernels.Corner(device, items, n, x, sums), i => TriangleKernels.Corner(i, n, x, sums));
        })),
        Exact(nameof(TriangleKernels.EverySecond), Gen.Select(Range, Gen.Int[0, 40], Slack, (range, n, slack) =>
        {
            long[] matrix = Array<long>((Math.Max(n, range.End) * n) + slack);
            return Rank1(range, $"n {n}, slack {slack}",
                (device, items) => TriangleKernels.EverySecond(device, items, n, matrix), i => TriangleKernels.EverySecond(i, n, matrix));
        })),
        Exact(nameof(TriangleKernels.Band), Gen.Select(Range, Gen.Int[0, 20], Gen.Int[0, 40], Slack, (range, width, n, slack) =>
        {
            (float[] matrix, float[] sums) = (Array<float>((range.End * n) + slack), new float[range.End]);
            return Rank1(range, $"n {n}, width {width}, slack {slack}",
                (device, items) => TriangleKernels.Band(device, items, width, n, matrix, sums), i => TriangleKernels.Band(i, width, n, matrix, sums));
        })),
    ];

    private static PlanCase Exact(string name, Gen<PlanLaunch> launches) => new(name, PlanStrength.Exact, launches);
}
