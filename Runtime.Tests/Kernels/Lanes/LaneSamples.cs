using System.Runtime.CompilerServices;
using HmmGen.Tests.Shared;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>Numbers for lanes: special ones, and random bit patterns of every kind.</summary>
internal static class LaneSamples
{
    private static readonly float[] Floats =
    [
        0, -0f, 1, -1, 0.5f, -0.5f, 1.5f, -1.5f, 2.5f, -2.5f, 0.49999997f, 0.1f, 3, -3, 7, 10, 8388607.5f, 8388609, 16777216, 1e9f, -1e9f, 2147483520, 2147483648, -2147483648,
        -2147483904, 4294967040, 4294967296, 9.223372e18f, -9.223372e18f, 1.8446744e19f, 1e30f, -1e30f, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1.1754942e-38f,
        1.17549435e-38f, 1e-30f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 88.7f, -87.4f, -103.9f, -104.5f, 3.1415927f, 1.5707964f, 120, 100000,
    ];

    private static readonly double[] Doubles =
    [
        .. Floats.Select(value => (double)value), 2147483647, 2147483647.5, -2147483648.5, -2147483649, 4294967295, 4294967295.5, 9007199254740993, 9.2233720368547748e18, 1e300, -1e300,
        double.Epsilon, -double.Epsilon, 2.2250738585072009e-308, 2.2250738585072014e-308, double.MaxValue, 4503599627370495.5, 0.49999999999999994,
    ];

    private static readonly long[] Longs =
    [
        0, 1, -1, 2, -2, 3, -3, 7, 10, 31, 32, 63, 64, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, 65535, 65536, 16777217, 2147483647, -2147483648, 2147483648, 4294967295,
        4294967296, 9007199254740993, -9007199254740993, long.MaxValue, long.MinValue, long.MaxValue - 1, long.MinValue + 1, 0x4000_0000_0000_0001, 36028797018963969,
    ];

    /// <summary>Single numbers: a multiple of eight.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="seed">Where the random ones begin.</param>
    /// <returns>The numbers.</returns>
    public static T[] Of<T>(int seed)
        where T : unmanaged
    {
        Random random = new(seed);
        List<T> numbers = [.. Special<T>()];
        int count = TestScale.Iterations(4_096, 65_536, 1_000_000);
        while (numbers.Count < count || numbers.Count % 8 != 0)
        {
            numbers.Add(Any<T>(random));
        }

        return [.. numbers];
    }

    /// <summary>Pairs of numbers: all pairs of special ones, then random ones, some of them equal or near.</summary>
    /// <typeparam name="TLeft">The first number.</typeparam>
    /// <typeparam name="TRight">The second number.</typeparam>
    /// <param name="seed">Where the random ones begin.</param>
    /// <returns>As many of each: a multiple of eight.</returns>
    public static (TLeft[] Left, TRight[] Right) Pairs<TLeft, TRight>(int seed)
        where TLeft : unmanaged
        where TRight : unmanaged
    {
        Random random = new(seed);
        TLeft[] lefts = Special<TLeft>();
        TRight[] rights = Special<TRight>();
        List<TLeft> left = [.. lefts.SelectMany(value => Enumerable.Repeat(value, rights.Length))];
        List<TRight> right = [.. lefts.SelectMany(_ => rights)];
        int count = left.Count + TestScale.Iterations(4_096, 65_536, 1_000_000);
        while (left.Count < count || left.Count % 8 != 0)
        {
            bool special = random.Next(4) == 0;
            left.Add(Any<TLeft>(random));
            right.Add(special ? rights[random.Next(rights.Length)] : typeof(TLeft) == typeof(TRight) && random.Next(8) == 0 ? Unsafe.BitCast<TLeft, TRight>(left[^1]) : Any<TRight>(random));
        }

        return ([.. left], [.. right]);
    }

    /// <summary>A random number: any bits, or a small whole one, or one of ordinary size.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="random">The randomness.</param>
    /// <returns>The number.</returns>
    public static T Any<T>(Random random)
        where T : unmanaged
    {
        int kind = random.Next(8);
        long small = random.Next(-300, 300);
        double ordinary = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 12));
        long bits = random.NextInt64(long.MinValue, long.MaxValue) >> (kind == 2 ? random.Next(64) : 0);
        return kind switch
        {
            0 => Cast<T>(small),
            1 when typeof(T) == typeof(float) => (T)(object)(float)ordinary,
            1 when typeof(T) == typeof(double) => (T)(object)ordinary,
            _ when typeof(T) == typeof(float) => (T)(object)BitConverter.Int32BitsToSingle((int)bits),
            _ when typeof(T) == typeof(double) => (T)(object)BitConverter.Int64BitsToDouble(bits),
            _ => Cast<T>(bits),
        };
    }

    /// <summary>The special numbers.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <returns>The numbers.</returns>
    public static T[] Special<T>()
        where T : unmanaged
        => typeof(T) == typeof(float) ? (T[])(object)Floats : typeof(T) == typeof(double) ? (T[])(object)Doubles : [.. Longs.Select(Cast<T>).Distinct()];

    private static T Cast<T>(long value)
        where T : unmanaged
        => default(T) switch
        {
            int => (T)(object)(int)value,
            uint => (T)(object)(uint)value,
            long => (T)(object)value,
            ulong => (T)(object)(ulong)value,
            float => (T)(object)(float)value,
            _ => (T)(object)(double)value,
        };
}
