using System.Reflection;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Arguments for functions: corner cases, random bits and everyday numbers, the same in every run.</summary>
internal static class FunctionSamples
{
    private static readonly double[] Corners =
    [
        0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon,
        float.MaxValue, float.MinValue, float.Epsilon, 1e-310, 1e-40, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 127, 127.5, 128, -128.5, -129, 255, 255.5, 256,
        32767.5, 32768, -32769, 65535.5, 65536, 2147483647, 2147483648, -2147483648, -2147483649, 4294967295, 4294967296, 9223372036854775808,
        -9223372036854775808, 18446744073709551616.0, 8388607.5, 8388608, 4503599627370495.5, 4503599627370496,
        0.785398163, 1.57079632679489661923, 710, -745.2, 89,
    ];

    private static readonly long[] WholeCorners =
    [
        0, 1, -1, 2, long.MinValue, long.MaxValue, int.MinValue, int.MaxValue, uint.MaxValue, 1L << 32, short.MinValue, short.MaxValue, ushort.MaxValue,
        sbyte.MinValue, sbyte.MaxValue, byte.MaxValue, (1L << 53) + 1, (1L << 62) + (1L << 38) + 1,
    ];

    /// <summary>Calls of a function that it promises to answer.</summary>
    /// <param name="function">The function.</param>
    /// <param name="count">How many calls.</param>
    /// <returns>The arguments of each.</returns>
    public static object[][] Of(MethodInfo function, int count)
    {
        Random random = new(20261);
        Type[] types = [.. function.GetParameters().Select(parameter => parameter.ParameterType)];
        object[][] calls = new object[count][];
        for (int i = 0; i < count; i++)
        {
            object[] call = [.. types.Select(type => Draw(type, random))];
            if (function.Name is "Clamp" or "NumberClamp" && Convert.ToDouble(call[1]) > Convert.ToDouble(call[2]))
            {
                (call[1], call[2]) = (call[2], call[1]);
            }

            Narrow(function, call, random);
            calls[i] = call;
        }

        return calls;
    }

    /// <summary>Brings arguments to where a function is difficult, and into the range in which it promises an answer.</summary>
    private static void Narrow(MethodInfo function, object[] call, Random random)
    {
        ParameterInfo[] parameters = function.GetParameters();
        for (int i = 0; i < call.Length; i++)
        {
            call[i] = parameters[i].Name switch
            {
                "digits" => random.Next(call[0] is float ? 7 : 16),
                "mode" => random.Next(5),
                "power" when parameters[i].ParameterType == typeof(int) && random.Next(2) == 0 => random.Next(-2200, 2200),
                _ => call[i],
            };
        }

        if (random.Next(2) == 0)
        {
            return;
        }

        switch (function.Name, call)
        {
            case ("FusedMultiplyAdd", [float a, float b, _]):
                // Close to what cancels the product.
                call[2] = -(a * b) * (1 + random.Next(-3, 4) * 5.9604645e-8f);
                break;
            case ("FusedMultiplyAdd", [double a, double b, _]):
                call[2] = -(a * b) * (1 + random.Next(-3, 4) * 1.1102230246251565e-16);
                break;
            case ("IEEERemainder", [_, float b]):
                // Halves of odd and even multiples.
                call[0] = b * (random.Next(-9, 10) * 0.5f);
                break;
            case ("IEEERemainder", [_, double b]):
                call[0] = b * (random.Next(-9, 10) * 0.5);
                break;
            case ("RoundDigits", [float a, int digits, ..]):
                call[0] = (float)Math.Round(a % 1000, digits) + MathF.CopySign(0.5f * MathF.Pow(10, -digits), a);
                break;
            case ("RoundDigits", [double a, int digits, ..]):
                call[0] = Math.Round(a % 1000, digits) + Math.CopySign(0.5 * Math.Pow(10, -digits), a);
                break;
        }
    }

    private static object Draw(Type type, Random random)
    {
        int kind = random.Next(10);
        if (type == typeof(float))
        {
            return kind < 4 && BitConverter.Int32BitsToSingle((int)random.NextInt64()) is var any && !float.IsNaN(any) ? any : (float)Number(kind, random);
        }

        if (type == typeof(double))
        {
            return kind < 4 && BitConverter.Int64BitsToDouble(Bits(random)) is var any && !double.IsNaN(any) ? any : Number(kind, random);
        }

        long whole = kind switch
        {
            < 3 => WholeCorners[random.Next(WholeCorners.Length)],
            < 5 => random.Next(-300, 300),
            < 7 => 1L << random.Next(64),
            _ => Bits(random),
        };
        return Type.GetTypeCode(type) switch
        {
            TypeCode.SByte => (sbyte)whole,
            TypeCode.Byte => (byte)whole,
            TypeCode.Int16 => (short)whole,
            TypeCode.UInt16 => (ushort)whole,
            TypeCode.Int32 => (int)whole,
            TypeCode.UInt32 => (uint)whole,
            TypeCode.Int64 => whole,
            TypeCode.UInt64 => (ulong)whole,
            _ => throw new ArgumentException(type.Name),
        };
    }

    private static double Number(int kind, Random random) => kind switch
    {
        <= 5 => Corners[random.Next(Corners.Length)],
        6 => random.Next(-100000, 100000),
        7 => random.Next(-1000, 1000) * 0.5,
        8 => random.NextDouble() * 2 - 1,
        _ => random.NextDouble() * 200 - 100,
    };

    private static long Bits(Random random) => random.NextInt64() ^ (random.NextInt64() << 1);
}
