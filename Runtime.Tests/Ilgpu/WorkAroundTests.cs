using HmmGen.Devices;
using HmmGen.Tests.Generated;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>What ILGPU or a driver would understand otherwise than .NET gives the host's bits in generated kernels.</summary>
[Collection(DriverTests.Name)]
public sealed class WorkAroundTests
{
    private const int Items = 200;

    private static readonly long[] Corners =
        [0, -1, 1, int.MinValue, int.MaxValue, long.MinValue, long.MaxValue, uint.MaxValue, long.MinValue + 1, long.MinValue + 1025, 1L << 53, (1L << 53) + 1];

    private static readonly double[] Numbers = [0, -0.0, double.NaN, 1, -1, double.Epsilon, -double.Epsilon, double.PositiveInfinity, double.NegativeInfinity];

    /// <summary>The host comes first: the others must give what it gives.</summary>
    public static TheoryData<string> Devices { get; } = [.. ErrorDevices.All.Select(row => row.Data).Where(name => name != "host")];

    [Theory]
    [MemberData(nameof(Devices))]
    public void The_least_integer_is_its_own_opposite(string form)
    {
        long[] w = Whole();
        int[] v = [.. w.Select(value => (int)value)];
        Agree<long>(form, (device, result) => WorkAroundKernels.Opposites(device, Items, v, w, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Large_unsigned_integers_are_converted_rightly(string form)
    {
        long[] w = Whole();
        ulong[] u = [.. w.Select(value => (ulong)value)];
        uint[] n = [.. w.Select(value => (uint)value)];
        Agree<double>(form, (device, result) => WorkAroundKernels.Unsigned(device, Items, u, w, n, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Large_unsigned_constants_are_converted_rightly(string form)
    {
        long[] w = Whole();
        Agree<double>(form, (device, result) => WorkAroundKernels.UnsignedConstants(device, Items, ulong.MaxValue - 1, w, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Constant_zeros_keep_their_sign(string form)
    {
        double[] d = [.. Enumerable.Range(0, Items).Select(i => Numbers[i % Numbers.Length])];
        float[] f = [.. Enumerable.Range(0, Items).Select(i => (float)Numbers[i % Numbers.Length])];
        Agree<double>(form, (device, result) => WorkAroundKernels.Zeros(device, Items, f, d, result));
    }

    private static long[] Whole()
    {
        Random random = new(7);
        return [.. Enumerable.Range(0, Items).Select(i => i < Corners.Length ? Corners[i] : (long)((ulong)random.NextInt64() << 1) ^ random.NextInt64())];
    }

    private static void Agree<T>(string form, Action<HmmDevice, T[]> launch) where T : unmanaged
    {
        T[] expected = new T[Items * WorkAroundKernels.Results];
        T[] actual = new T[expected.Length];
        launch(HmmDevice.Host, expected);
        using HmmDevice device = ErrorDevices.Open(form);
        launch(device, actual);
        List<string> wrong = [.. Enumerable.Range(0, expected.Length)
            .Where(k => Closeness.Steps(expected[k], actual[k]) != 0)
            .Select(k => $"result {k % WorkAroundKernels.Results} of item {k / WorkAroundKernels.Results}: {actual[k]}, not {expected[k]}")];
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }
}
