using System.Reflection;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Fills arrays with numbers that make lanes part: small and large ones, the ends of types, and numbers that are none.</summary>
internal static class LaneData
{
    private static readonly double[] Reals =
    [
        0, -0.0, 1, -1, 0.5, 2.5, -1.5, 7, 100.25, 1e9, -3e9, 2147483648, 9.3e18, 1e20, 1e-30, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity,

        // Subnormal numbers of both types, and the largest ones.
        double.Epsilon, -1e-310, float.Epsilon, -1e-40, float.MaxValue, -float.MaxValue, double.MaxValue,

        // The numbers next to where conversions end or round.
        2147483520, -2147483648, -2147483904, 4294967040, 4294967296, 9223371487098961920, -9223372036854775808, 18446742974197923840, 255.5, -128.5, 65535.5, -0.75,
        0.49999997, 0.49999999999999994, 8388609, 16777217, 16777219, 1.0000000596046448, 4503599627370497.5, 9007199254740993,
    ];

    /// <summary>Fills an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="random">Decides.</param>
    /// <returns>The array.</returns>
    public static Array Fill(Array array, Random random)
    {
        switch (array)
        {
            case float[] floats:
                Each(floats, () => (float)Real(random));
                break;
            case double[] doubles:
                Each(doubles, () => Real(random));
                break;
            case bool[] truths:
                Each(truths, () => random.Next(2) == 0);
                break;
            case int[] or uint[]:
                Each(array as int[] ?? (int[])(object)array, () => (int)Whole(random));
                break;
            case long[] or ulong[]:
                Each((long[])(object)array, () => Whole(random));
                break;
            case short[] or ushort[]:
                Each((short[])(object)array, () => (short)Whole(random));
                break;
            case char[] letters:
                Each(letters, () => (char)Whole(random));
                break;
            case byte[] or sbyte[]:
                random.NextBytes((byte[])(object)array);
                break;
            default:
                for (int n = 0; n < array.Length; n++)
                {
                    array.SetValue(Filled(array.GetValue(n)!, random), n);
                }

                break;
        }

        return array;
    }

    /// <summary>Makes an array of indices.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="end">The end of the indices.</param>
    /// <param name="random">Decides.</param>
    /// <returns>The array: near and far elements by turns.</returns>
    public static int[] Indices(int length, int end, Random random)
    {
        int[] indices = new int[length];
        Each(indices, () => random.Next(random.Next(3) == 0 ? end : Math.Min(end, 70)));
        return indices;
    }

    private static object Filled(object element, Random random)
    {
        foreach (FieldInfo field in element.GetType().GetFields())
        {
            field.SetValue(element, field.GetValue(element) switch
            {
                float => (float)Real(random),
                double => Real(random),
                bool => random.Next(2) == 0,
                byte => (byte)random.Next(256),
                sbyte => (sbyte)random.Next(256),
                short => (short)random.Next(1 << 16),
                ushort => (ushort)random.Next(1 << 16),
                int => (int)Whole(random),
                uint => (uint)Whole(random),
                long => Whole(random),
                ulong => (ulong)Whole(random),
                object inner => Filled(inner, random),
                null => null,
            });
        }

        return element;
    }

    private static double Real(Random random) => random.Next(5) == 0 ? Reals[random.Next(Reals.Length)] : (random.NextDouble() - 0.5) * 16;

    private static long Whole(Random random) => random.Next(8) switch
    {
        0 => random.NextInt64(long.MinValue, long.MaxValue),
        1 => random.Next(2) == 0 ? long.MinValue | int.MinValue : int.MaxValue,
        2 => -1,
        _ => random.Next(-4, 12),
    };

    private static void Each<T>(T[] array, Func<T> make)
    {
        for (int n = 0; n < array.Length; n++)
        {
            array[n] = make();
        }
    }
}
