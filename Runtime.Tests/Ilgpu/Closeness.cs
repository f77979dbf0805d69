namespace HmmGen.Tests.Ilgpu;

/// <summary>How far results are apart.</summary>
internal static class Closeness
{
    /// <summary>The number of representable values between two results; NaN is as near to NaN as can be.</summary>
    /// <param name="left">A result.</param>
    /// <param name="right">Another.</param>
    /// <returns>0 when their bits are the same, or both are NaN.</returns>
    public static double Steps(object left, object right) => (left, right) switch
    {
        (float a, float b) => float.IsNaN(a) || float.IsNaN(b) ? Unlike(float.IsNaN(a) == float.IsNaN(b)) : Math.Abs(Order(a) - Order(b)),
        (double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? Unlike(double.IsNaN(a) == double.IsNaN(b)) : (double)Int128.Abs(Order(a) - Order(b)),
        _ => Unlike(left.Equals(right)),
    };

    private static double Unlike(bool same) => same ? 0 : double.PositiveInfinity;

    private static double Order(float value) => BitConverter.SingleToInt32Bits(value) is var bits && bits < 0 ? int.MinValue - (long)bits - 1 : bits;

    private static Int128 Order(double value) => BitConverter.DoubleToInt64Bits(value) is var bits && bits < 0 ? (Int128)long.MinValue - bits - 1 : bits;
}
