using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace HmmGen.Language.Tests.Running;

/// <summary>Compares arrays byte by byte. Only bytes between the fields of a struct may differ: C# leaves them open.</summary>
internal static class ArrayComparison
{
    private static readonly MethodInfo Generic =
        typeof(ArrayComparison).GetMethod(nameof(FirstOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The first difference between arrays.</summary>
    /// <param name="names">The arrays' names.</param>
    /// <param name="expected">The right elements.</param>
    /// <param name="actual">The elements found.</param>
    /// <param name="rule">When two floating numbers are the same.</param>
    /// <returns>The difference in words; null when there is none.</returns>
    public static string? First(IReadOnlyList<string> names, Array[] expected, Array[] actual, FloatRule rule)
    {
        for (int n = 0; n < expected.Length; n++)
        {
            Type element = expected[n].GetType().GetElementType()!;
            int index = (int)Generic.MakeGenericMethod(element).Invoke(null, [expected[n], actual[n], rule])!;
            if (index >= 0)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{names[n]}[{index}] is {Words(actual[n].GetValue(index)!)}, right is {Words(expected[n].GetValue(index)!)}");
            }
        }

        return null;
    }

    private static int FirstOf<T>(T[] expected, T[] actual, FloatRule rule)
        where T : struct
    {
        if (MemoryMarshal.AsBytes<T>(expected).SequenceEqual(MemoryMarshal.AsBytes<T>(actual)))
        {
            return -1;
        }

        for (int k = 0; k < expected.Length; k++)
        {
            if (!MemoryMarshal.AsBytes(expected.AsSpan(k, 1)).SequenceEqual(MemoryMarshal.AsBytes(actual.AsSpan(k, 1)))
                && !Same(expected[k], actual[k], rule))
            {
                return k;
            }
        }

        return -1;
    }

    private static bool Same(object expected, object actual, FloatRule rule) => (expected, actual) switch
    {
        (float x, float y) when rule != FloatRule.Bits && float.IsNaN(x) && float.IsNaN(y) => true,
        (double x, double y) when rule != FloatRule.Bits && double.IsNaN(x) && double.IsNaN(y) => true,
        (float x, float y) => Apart(BitConverter.SingleToInt32Bits(x), BitConverter.SingleToInt32Bits(y)) <= Bound(rule),
        (double x, double y) => Apart(BitConverter.DoubleToInt64Bits(x), BitConverter.DoubleToInt64Bits(y)) <= Bound(rule),
        _ when expected.GetType() is { IsPrimitive: false, IsEnum: false } => Fields(expected.GetType()).All(
            field => Same(field.GetValue(expected)!, field.GetValue(actual)!, rule)),
        _ => expected.Equals(actual),
    };

    // The bound of docs/kernels.md, in units in the last place. Numbers of different signs are not near.
    private static ulong Bound(FloatRule rule) => rule == FloatRule.Near ? 4UL : 0;

    private static ulong Apart(long x, long y) => (x ^ y) < 0 ? ulong.MaxValue : (ulong)Math.Abs(x - y);

    private static string Words(object value) => value switch
    {
        float x when float.IsNaN(x) => $"NaN 0x{BitConverter.SingleToInt32Bits(x):X}",
        double x when double.IsNaN(x) => $"NaN 0x{BitConverter.DoubleToInt64Bits(x):X}",
        char x => $"'\\u{(int)x:X4}'",
        IFormattable x => x.ToString(null, CultureInfo.InvariantCulture),
        bool x => x ? "true" : "false",
        _ => "{" + string.Join(", ", Fields(value.GetType()).Select(field => $"{field.Name} = {Words(field.GetValue(value)!)}")) + "}",
    };

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
