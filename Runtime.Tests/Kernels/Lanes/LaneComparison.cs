// Safety: eight elements of arrays are read and written, which the lengths of the arrays allow.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>Compares functions of lanes with C#'s scalar expressions, bit by bit. A NaN is any NaN, unless the bits are asked for.</summary>
internal static class LaneComparison
{
    /// <summary>One operand of 32 bits.</summary>
    public static void Vectors<T, TResult>(Func<Vector256<T>, Vector256<TResult>> lanes, Func<T, TResult> scalar, bool anyNaN = true, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        where TResult : unmanaged
        => One(name, (input, output) => lanes(Vector(input)).CopyTo(output), scalar, anyNaN);

    /// <summary>One operand of 64 bits.</summary>
    public static void Pairs<T, TResult>(Func<LanePair<T>, LanePair<TResult>> lanes, Func<T, TResult> scalar, bool anyNaN = true, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        where TResult : unmanaged
        => One(name, (input, output) => Put(lanes(Pair(input)), output), scalar, anyNaN);

    /// <summary>One operand of 32 bits, with a result of 64.</summary>
    public static void Widening<T, TResult>(Func<Vector256<T>, LanePair<TResult>> lanes, Func<T, TResult> scalar, bool anyNaN = true, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        where TResult : unmanaged
        => One(name, (input, output) => Put(lanes(Vector(input)), output), scalar, anyNaN);

    /// <summary>One operand of 64 bits, with a result of 32.</summary>
    public static void Narrowing<T, TResult>(Func<LanePair<T>, Vector256<TResult>> lanes, Func<T, TResult> scalar, bool anyNaN = true, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        where TResult : unmanaged
        => One(name, (input, output) => lanes(Pair(input)).CopyTo(output), scalar, anyNaN);

    /// <summary>A truth about an operand of 32 bits.</summary>
    public static void VectorMask<T>(Func<Vector256<T>, Vector256<int>> lanes, Func<T, bool> scalar, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        => One<T, int>(name, (input, output) => lanes(Vector(input)).CopyTo(output), value => scalar(value) ? -1 : 0, true);

    /// <summary>A truth about an operand of 64 bits.</summary>
    public static void PairMask<T>(Func<LanePair<T>, Vector256<int>> lanes, Func<T, bool> scalar, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        => One<T, int>(name, (input, output) => lanes(Pair(input)).CopyTo(output), value => scalar(value) ? -1 : 0, true);

    /// <summary>Two operands of 32 bits; not compared where C# throws.</summary>
    public static void Vectors<T, TRight, TResult>(
        Func<Vector256<T>, Vector256<TRight>, Vector256<TResult>> lanes, Func<T, TRight, TResult> scalar, Func<T, TRight, bool>? throws = null, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged
        => Two(name, (left, right, output) => lanes(Vector(left), Vector(right)).CopyTo(output), scalar, throws);

    /// <summary>Two operands of 64 bits; not compared where C# throws.</summary>
    public static void Pairs<T, TRight, TResult>(
        Func<LanePair<T>, LanePair<TRight>, LanePair<TResult>> lanes, Func<T, TRight, TResult> scalar, Func<T, TRight, bool>? throws = null, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged
        => Two(name, (left, right, output) => Put(lanes(Pair(left), Pair(right)), output), scalar, throws);

    /// <summary>Two operands of 32 bits, with a result of 64.</summary>
    public static void Widening<T, TRight, TResult>(
        Func<Vector256<T>, Vector256<TRight>, LanePair<TResult>> lanes, Func<T, TRight, TResult> scalar, Func<T, TRight, bool>? throws = null, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged
        => Two(name, (left, right, output) => Put(lanes(Vector(left), Vector(right)), output), scalar, throws);

    /// <summary>An operand of 64 bits and one of 32, such as a count.</summary>
    public static void Mixed<T, TRight, TResult>(
        Func<LanePair<T>, Vector256<TRight>, LanePair<TResult>> lanes, Func<T, TRight, TResult> scalar, Func<T, TRight, bool>? throws = null, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged
        => Two(name, (left, right, output) => Put(lanes(Pair(left), Vector(right)), output), scalar, throws);

    /// <summary>A truth about two operands of 32 bits.</summary>
    public static void VectorMask<T>(Func<Vector256<T>, Vector256<T>, Vector256<int>> lanes, Func<T, T, bool> scalar, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        => Two<T, T, int>(name, (left, right, output) => lanes(Vector(left), Vector(right)).CopyTo(output), (left, right) => scalar(left, right) ? -1 : 0, null);

    /// <summary>A truth about two operands of 64 bits.</summary>
    public static void PairMask<T>(Func<LanePair<T>, LanePair<T>, Vector256<int>> lanes, Func<T, T, bool> scalar, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        => Two<T, T, int>(name, (left, right, output) => lanes(Pair(left), Pair(right)).CopyTo(output), (left, right) => scalar(left, right) ? -1 : 0, null);

    /// <summary>Three operands of 32 bits; not compared where C# throws.</summary>
    public static void Vectors<T>(Func<Vector256<T>, Vector256<T>, Vector256<T>, Vector256<T>> lanes, Func<T, T, T, T> scalar, Func<T, T, T, bool>? throws = null, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        => Three<T>(name, (a, b, c, output) => lanes(Vector(a), Vector(b), Vector(c)).CopyTo(output), scalar, throws);

    /// <summary>Three operands of 64 bits; not compared where C# throws.</summary>
    public static void Pairs<T>(Func<LanePair<T>, LanePair<T>, LanePair<T>, LanePair<T>> lanes, Func<T, T, T, T> scalar, Func<T, T, T, bool>? throws = null, [CallerArgumentExpression(nameof(lanes))] string name = "")
        where T : unmanaged
        => Three<T>(name, (a, b, c, output) => Put(lanes(Pair(a), Pair(b), Pair(c)), output), scalar, throws);

    /// <summary>Eight lanes of an array.</summary>
    public static Vector256<T> Vector<T>(T[] values) where T : unmanaged => Vector256.Create(values, 0);

    /// <summary>Eight lanes of an array.</summary>
    public static LanePair<T> Pair<T>(T[] values) where T : unmanaged => new(Vector256.Create(values, 0), Vector256.Create(values, 4));

    /// <summary>Puts eight lanes into an array.</summary>
    public static void Put<T>(LanePair<T> lanes, T[] values)
        where T : unmanaged
    {
        lanes.Low.CopyTo(values, 0);
        lanes.High.CopyTo(values, 4);
    }

    private static void One<T, TResult>(string name, Action<T[], TResult[]> lanes, Func<T, TResult> scalar, bool anyNaN)
        where T : unmanaged
        where TResult : unmanaged
    {
        ReadOnlySpan<T> inputs = LaneSamples.Of<T>();
        TResult[] results = new TResult[8];
        for (int group = 0; group < inputs.Length; group += 8)
        {
            T[] input = inputs[group..(group + 8)].ToArray();
            lanes(input, results);
            for (int lane = 0; lane < 8; lane++)
            {
                Check(scalar(input[lane]), results[lane], anyNaN, () => $"{name} of {Text(input[lane])}");
            }
        }
    }

    private static void Two<T, TRight, TResult>(string name, Action<T[], TRight[], TResult[]> lanes, Func<T, TRight, TResult> scalar, Func<T, TRight, bool>? throws)
        where T : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged
    {
        (T[] lefts, TRight[] rights) = LaneSamples.Pairs<T, TRight>(TestSeeds.First);
        TResult[] results = new TResult[8];
        for (int group = 0; group < lefts.Length; group += 8)
        {
            T[] left = lefts[group..(group + 8)];
            TRight[] right = rights[group..(group + 8)];
            lanes(left, right, results);
            for (int lane = 0; lane < 8; lane++)
            {
                if (throws?.Invoke(left[lane], right[lane]) != true)
                {
                    Check(scalar(left[lane], right[lane]), results[lane], true, () => $"{name} of {Text(left[lane])} and {Text(right[lane])}");
                }
            }
        }
    }

    private static void Three<T>(string name, Action<T[], T[], T[], T[]> lanes, Func<T, T, T, T> scalar, Func<T, T, T, bool>? throws)
        where T : unmanaged
    {
        (T[] lefts, T[] rights) = LaneSamples.Pairs<T, T>(TestSeeds.First);
        Random random = new(TestSeeds.First);
        T[] results = new T[8], last = new T[8];
        for (int group = 0; group < lefts.Length; group += 8)
        {
            T[] left = lefts[group..(group + 8)], right = rights[group..(group + 8)];
            for (int lane = 0; lane < 8; lane++)
            {
                last[lane] = random.Next(2) == 0 ? lefts[random.Next(lefts.Length)] : LaneSamples.Any<T>(random);
            }

            lanes(left, right, last, results);
            for (int lane = 0; lane < 8; lane++)
            {
                if (throws?.Invoke(left[lane], right[lane], last[lane]) != true)
                {
                    Check(scalar(left[lane], right[lane], last[lane]), results[lane], true, () => $"{name} of {Text(left[lane])}, {Text(right[lane])} and {Text(last[lane])}");
                }
            }
        }
    }

    private static void Check<T>(T expected, T actual, bool anyNaN, Func<string> what)
        where T : unmanaged
    {
        if (Bytes(ref expected).SequenceEqual(Bytes(ref actual)))
        {
            return;
        }

        bool bothNaN = (expected is float.NaN && actual is float.NaN) || (expected is double.NaN && actual is double.NaN);
        Assert.True(anyNaN && bothNaN, $"{what()}: {Text(expected)} expected, {Text(actual)} found; seed {TestSeeds.First}");
    }

    private static Span<byte> Bytes<T>(ref T value) where T : unmanaged => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1));

    private static string Text<T>(T value) where T : unmanaged => $"{value} ({Convert.ToHexString([.. Bytes(ref value).ToArray().Reverse()])})";
}
