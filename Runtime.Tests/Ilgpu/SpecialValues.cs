using System.Globalization;
using System.Reflection;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Arguments at which functions of floating-point numbers are of another kind than beside them: zeros, infinities, NaN, subnormal numbers, poles.</summary>
internal static class SpecialValues
{
    private static readonly double[] Singles =
    [
        0, float.Epsilon, 1e-40, 1.17549435e-38, 1e-20, 1e-8, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 20, 89, 104, 8388607.5, 16777217, 1e30, float.MaxValue,
        double.PositiveInfinity,
    ];

    private static readonly double[] Doubles =
    [
        0, double.Epsilon, 1e-310, 2.2250738585072014e-308, 1e-160, 1e-8, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 20, 710, 746, 4503599627370495.5, 9007199254740993, 1e200,
        double.MaxValue, double.PositiveInfinity,
    ];

    // Of both signs, and with a payload. The last one of each is a signaling one.
    private static readonly uint[] SingleNaNs = [0xFFC0_0000, 0x7FC0_0000, 0xFFC1_2345, 0x7FFF_FFFF, 0x7F80_0001];
    private static readonly ulong[] DoubleNaNs =
        [0xFFF8_0000_0000_0000, 0x7FF8_0000_0000_0000, 0xFFF8_1234_5678_9ABC, 0x7FFF_FFFF_FFFF_FFFF, 0x7FF0_0000_0000_0001];

    private static readonly double[] Few = [0, 1e-310, 1, 1.5, double.MaxValue, double.PositiveInfinity];

    /// <summary>Whether a function has an argument that is a floating-point number.</summary>
    /// <param name="function">The function.</param>
    /// <returns>Whether it has.</returns>
    public static bool Has(MethodInfo function)
        => function.GetParameters().Any(parameter => parameter.ParameterType == typeof(float) || parameter.ParameterType == typeof(double));

    /// <summary>All calls of a function with such arguments.</summary>
    /// <param name="function">The function.</param>
    /// <returns>The arguments of each.</returns>
    public static object[][] Of(MethodInfo function)
    {
        ParameterInfo[] parameters = function.GetParameters();
        IEnumerable<object[]> calls = [[]];
        foreach (ParameterInfo parameter in parameters)
        {
            object[] values = [.. Values(parameter, parameters)];
            calls = calls.SelectMany(call => values.Select(value => (object[])[.. call, value]));
        }

        bool isRange = function.Name is "Clamp" or "NumberClamp";

        // Of 1 and a signaling NaN the C library's power is NaN, which the portable one does not follow.
        bool isPower = function.Name == nameof(Math.Pow);
        return [.. calls.Where(call => (!isRange || !(Number(call[1]) > Number(call[2]))) && !(isPower && Array.Exists(call, IsSignaling)))];
    }

    /// <summary>Whether two results are of one kind: both NaN, both the same infinity, both a zero of the same sign, or both other numbers of the same sign.</summary>
    /// <param name="left">A result.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they are.</returns>
    public static bool AreAlike(object left, object right) => left is not (float or double) || Kind(Number(left)) == Kind(Number(right));

    private static (bool IsNaN, bool IsInfinity, bool IsZero, bool IsNegative) Kind(double value)
        => (double.IsNaN(value), double.IsInfinity(value), value == 0, !double.IsNaN(value) && double.IsNegative(value));

    private static bool IsSignaling(object value) => value is float single
        ? float.IsNaN(single) && (BitConverter.SingleToUInt32Bits(single) & 0x0040_0000) == 0
        : value is double number && double.IsNaN(number) && (BitConverter.DoubleToUInt64Bits(number) & 0x0008_0000_0000_0000) == 0;

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static IEnumerable<object> Values(ParameterInfo parameter, ParameterInfo[] all)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(float) || type == typeof(double))
        {
            double[] sizes = all.Length > 2 && all[2].ParameterType == type ? Few : type == typeof(float) ? Singles : Doubles;
            return sizes.SelectMany(size => (double[])[size, -size]).Select(value => type == typeof(float) ? (object)(float)value : value)
                .Concat(type == typeof(float) ? SingleNaNs.Select(static bits => (object)BitConverter.UInt32BitsToSingle(bits))
                    : DoubleNaNs.Select(static bits => (object)BitConverter.UInt64BitsToDouble(bits)));
        }

        int most = all[0].ParameterType == typeof(float) ? 6 : 15;
        int[] numbers = parameter.Name switch
        {
            "digits" => [0, 1, most],
            "mode" => [0, 1, 2, 3, 4],
            _ => [int.MinValue, -2200, -1074, -1, 0, 1, 127, 1024, 2200, int.MaxValue],
        };
        return numbers.Select(number => Convert.ChangeType(number, type, CultureInfo.InvariantCulture));
    }
}
