using System.Text.RegularExpressions;
using HmmGen.Devices.Ilgpu;
using HmmGen.Tests.Generated;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>What ILGPU or a driver would understand otherwise than .NET gives the host's bits in generated kernels.</summary>
[Collection(DriverTests.Name)]
public sealed partial class WorkAroundTests
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
        (float[] f, double[] d) = Fractions();
        Agree<double>(form, (device, result) => WorkAroundKernels.Zeros(device, Items, f, d, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Zeros_that_become_constants_keep_their_sign(string form)
    {
        (float[] f, double[] d) = Fractions();
        Agree<double>(form, (device, result) => WorkAroundKernels.FoundZeros(device, Items, f, d, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Integers_that_are_reinterpreted_between_conversions_keep_their_value(string form)
    {
        long[] w = Whole();
        double[] d = [.. w.Select(value => (double)(int)value)];
        Agree<double>(form, (device, result) => WorkAroundKernels.Reinterpreted(device, Items, w, d, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Integers_keep_their_sign_where_an_operator_vanishes(string form)
    {
        long[] w = Whole();
        Agree<long>(form, (device, result) => WorkAroundKernels.Vanishing(device, Items, w, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Comparisons_know_NaN(string form)
    {
        (float[] f, double[] d) = Fractions();
        Agree<int>(form, (device, result) => WorkAroundKernels.Comparisons(device, Items, f, d, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Constants_stay_apart(string form)
    {
        (float[] f, double[] d) = Fractions();
        Agree<double>(form, (device, result) => WorkAroundKernels.Constants(device, Items, f, d, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Divisions_by_powers_of_two_round_to_zero(string form)
    {
        long[] w = Whole();
        int[] v = [.. w.Select(value => (int)value)];
        Agree<long>(form, (device, result) => WorkAroundKernels.Divisions(device, Items, v, w, result));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Exact_library_functions_give_the_same_bits(string form)
    {
        (float[] f, double[] d) = Fractions();
        int[] v = [.. Whole().Select(value => (int)value)];
        Agree<double>(form, (device, result) => WorkAroundKernels.Functions(device, Items, f, d, v, result));
    }

    /// <summary>At a higher level of optimization ILGPU takes the branch for one that all threads of a warp take, and PTX says so.</summary>
    [Theory]
    [InlineData("Linear")]
    [InlineData("Paged")]
    [InlineData("Resumable")]
    public void A_branch_on_an_atomics_result_is_not_uniform(string form)
    {
        using OfflineCompiler compiler = OfflineCompiler.Ptx(9, 0);
        Type kernel = typeof(WorkAroundKernels).Assembly.GetTypes().Single(type => type.Name == "TicketsKernel");

        string text = compiler.Compile(kernel, form);

        Assert.Contains("atom.", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(ConditionalUniformBranch(), text);
    }

    [GeneratedRegex(@"@!?%p\d+\s+bra\.uni")]
    private static partial Regex ConditionalUniformBranch();

    private static (float[] Single, double[] Double) Fractions()
    {
        Random random = new(8);
        double[] d = [.. Enumerable.Range(0, Items).Select(i => i < 2 * Numbers.Length ? Numbers[i % Numbers.Length] : random.NextDouble() * 20 - 10)];
        return ([.. d.Select(value => (float)value)], d);
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
