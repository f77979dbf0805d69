using System.Globalization;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>Writes constants as C# text, in the invariant culture.</summary>
internal static class ConstantText
{
    /// <summary>A constant.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its value, boxed as Roslyn gives it.</param>
    /// <returns>The expression.</returns>
    public static ConstantExpression Of(ValueType type, object value)
    {
        switch (type.Kind)
        {
            case ValueKind.Boolean:
                return new ConstantExpression(type, (bool)value ? "true" : "false", null);
            case ValueKind.Single:
                return new ConstantExpression(type, Single(Convert.ToSingle(value, CultureInfo.InvariantCulture)), null);
            case ValueKind.Double:
                return new ConstantExpression(type, Double(Convert.ToDouble(value, CultureInfo.InvariantCulture)), null);
            case ValueKind.UInt64:
                ulong large = Convert.ToUInt64(value, CultureInfo.InvariantCulture);
                return new ConstantExpression(
                    type, large.ToString(CultureInfo.InvariantCulture) + "UL", large <= long.MaxValue ? (long)large : null);
            default:
                long whole = value is char c ? c : Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return new ConstantExpression(type, Whole(type, whole), whole);
        }
    }

    private static string Whole(ValueType type, long value)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        return type.Kind switch
        {
            ValueKind.Int32 => value == int.MinValue ? "int.MinValue" : digits,
            ValueKind.UInt32 => digits + "U",
            ValueKind.Int64 => value == long.MinValue ? "long.MinValue" : digits + "L",
            _ => value < 0 ? $"({type.DeviceName})({digits})" : $"({type.DeviceName}){digits}",
        };
    }

    private static string Single(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsInfinity(value) ? (value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity")
        : value == 0 && 1 / value < 0 ? "-0f"
        : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    private static string Double(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsInfinity(value) ? (value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity")
        : value == 0 && 1 / value < 0 ? "-0d"
        : value.ToString("R", CultureInfo.InvariantCulture) + "d";
}
