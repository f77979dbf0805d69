using HmmGen.Kernels;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Operators of C# as device code writes them; ILGPU and devices must understand them as .NET does.</summary>
public static class LanguageFunctions
{
    // Narrow integers are widened before they are converted, as generated code does.
    public static int Unsigned(short value) => unchecked((ushort)DeviceMath.Widen(value));

    public static uint Unsigned(sbyte value) => unchecked((byte)DeviceMath.Widen(value));

    public static int Unsigned16(sbyte value) => unchecked((ushort)DeviceMath.Widen(value));

    public static ulong Unsigned64(sbyte value) => unchecked((uint)DeviceMath.Widen(value));

    public static ulong Unsigned64(short value) => unchecked((uint)DeviceMath.Widen(value));

    public static int Signed8(ushort value) => unchecked((sbyte)DeviceMath.Widen(value));

    public static ushort Twice(byte value) => unchecked((ushort)DeviceMath.Widen((sbyte)DeviceMath.Widen(value)));

    public static long Long(sbyte value) => value;

    public static ulong Long(byte value) => value;

    public static long Long(short value) => value;

    public static ulong Long(ushort value) => value;

    // Conversions of wider integers.
    public static int SignedByte(int value) => unchecked((sbyte)value);

    public static int UnsignedByte(long value) => unchecked((byte)value);

    public static int Signed16(ulong value) => unchecked((short)value);

    public static int Unsigned16(uint value) => unchecked((ushort)value);

    public static long Extended(int value) => value;

    public static long ExtendedUnsigned(int value) => unchecked((uint)value);

    public static long Cut(long value) => (int)value;

    public static long CutUnsigned(long value) => unchecked((uint)value);

    public static ulong Reinterpreted(int value) => unchecked((ulong)value);

    // Conversions between integers and floating-point numbers.
    public static float Float(byte value) => value;

    public static float Float(sbyte value) => value;

    public static float Float(short value) => value;

    public static float Float(ushort value) => value;

    public static float Float(int value) => value;

    public static float Float(uint value) => DeviceMath.ToSingle(value);

    public static float Float(long value) => value;

    public static float Float(ulong value) => DeviceMath.ToSingle(value);

    public static double Double(byte value) => value;

    public static double Double(short value) => value;

    public static double Double(uint value) => DeviceMath.ToDouble(value);

    public static double Double(long value) => value;

    public static double Double(ulong value) => DeviceMath.ToDouble(value);

    public static double Double(float value) => value;

    public static float Float(double value) => (float)value;

    // Arithmetic of narrow integers is that of int, cut where it is stored.
    public static int Sum(sbyte left, sbyte right) => left + right;

    public static int Difference(byte left, byte right) => left - right;

    public static int CutSum(byte left, byte right) => unchecked((byte)(left + right) + 1);

    public static int CutProduct(short left, short right) => unchecked((short)(left * right) + 1);

    public static int Product(ushort left, ushort right) => left * right;

    public static int Quotient(sbyte left, sbyte right) => left / (right | 1);

    public static int Rest(ushort left, ushort right) => left % (right | 1);

    public static int Complement(byte value) => ~value;

    public static int Opposite(sbyte value) => -value;

    // Arithmetic that wraps.
    public static int Mixture(int left, int right) => left * right - (left ^ right) + (left & ~right);

    public static long Mixture(long left, long right) => left * right - (left ^ right) + (left & ~right);

    public static ulong Wide(uint left, uint right) => (ulong)left * right;

    public static uint Quotient(uint left, uint right) => left / (right | 1);

    public static ulong Rest(ulong left, ulong right) => left % (right | 1);

    public static int Opposite(int value) => -value;

    // Shifts.
    public static int Right(sbyte value, int count) => value >> count;

    public static int RightUnsigned(sbyte value, int count) => value >>> count;

    public static int Left(int value, int count) => value << count;

    public static int RightUnsigned(int value, int count) => value >>> count;

    public static uint Right(uint value, int count) => value >> count;

    public static long Right(long value, int count) => value >> count;

    public static long RightUnsigned(long value, int count) => value >>> count;

    public static ulong Right(ulong value, int count) => value >> count;

    // Comparisons.
    public static bool Less(byte left, byte right) => left < right;

    public static bool Less(sbyte left, sbyte right) => left < right;

    public static bool Less(ushort left, int right) => left < right;

    public static bool Less(uint left, uint right) => left < right;

    public static bool Less(uint left, int right) => left < right;

    public static bool Less(ulong left, ulong right) => left < right;

    public static int Greater(ushort left, ushort right) => left > right ? 1 : 2;

    public static bool Same(float left, float right) => left == right;

    public static bool Different(double left, double right) => left != right;

    public static int Branch(float left, float right) => DeviceMath.Less(left, right) != 0 ? 1 : 2;

    public static int NegatedBranch(double left, double right) => !(DeviceMath.LessOrEqual(left, right) != 0) ? 1 : 2;

    // Floating-point arithmetic: nothing is fused, reordered or simplified.
    public static float MultiplyAdd(float a, float b, float c) => a * b + c;

    public static double MultiplyAdd(double a, double b, double c) => a * b + c;

    public static double MultiplySubtract(double a, double b, double c) => a - b * c;

    public static float Quotient(float left, float right) => left / right;

    public static double Quotient(double left, double right) => left / right;

    public static float Tenth(float value) => value / 10f;

    public static double TwoFactors(double value) => DeviceMath.Apart(value * 1e200) * 1e-200;

    public static float TwoFactors(float value) => DeviceMath.Apart(value * 0.1f) * 3f;

    public static double TwoTerms(double value) => DeviceMath.Apart(value + 0.1) + 0.2;

    public static double FromConstants(double value) => 1 - DeviceMath.Apart(1 - value);

    public static double Rounded(double value) => (value + 1e16) - 1e16;

    public static double Gone(double value) => value - value;

    public static double Nothing(double value) => value * 0.0;

    public static double PlusZero(double value) => DeviceMath.PlusZero(value);

    public static float FromZero(float value) => DeviceMath.FromZero(value);

    public static float Opposite(float value) => -value;

    // Constants that ILGPU finds late, and writes without a type.
    public static int ConstantPower(double value) => DeviceMath.Greater(DeviceMath.Pow(value, 1.7), 1000);

    public static int ConstantBase(double value) => DeviceMath.Greater(DeviceMath.Pow(3.0, value), 1000);

    public static float ConstantBase(float value) => DeviceMath.Greater(DeviceMath.Pow(10f, value), 1000) + DeviceMath.Remainder(value, 3f);

    public static double NegativeZero(double value) => value < 0 ? -0.0 : DeviceMath.CopySign(value, -0.0);

    public static float NegativeZero(float value) => value < 0 ? -0f : DeviceMath.CopySign(value, -0f);

    public static long ConstantBits(int value)
        => DeviceMath.DoubleToInt64Bits(value > 0 ? 1.0 : -2.0) + DeviceMath.SingleToInt32Bits(value > 3 ? 1f : 0f);

    public static double ConstantNumbers(int value)
        => DeviceMath.Int64BitsToDouble(value > 0 ? 1 : 3L << 60) + DeviceMath.Int32BitsToSingle(value > 3 ? 5 : -7);

    // Signs that a compiler could take for impossible ones: the opposite of the least integer is itself.
    public static int OppositeOfSign(int value) => -(value & int.MinValue);

    public static int LessSign(int value) => 0 - (value & int.MinValue);

    public static int OppositeOfShifted(int value) => -(value << 31);

    public static long OppositeOfShifted(long value) => -(value << 63);

    public static long OppositeOfSign(long value) => -(value & long.MinValue);

    public static int OppositeOfChosen(int value) => -(value > 0 ? int.MinValue : 0);
}
