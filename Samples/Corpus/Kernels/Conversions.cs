namespace HmmGen.Corpus;

/// <summary>Casts.</summary>
public static partial class Conversions
{
    /// <summary>From an int to everything, losing what does not fit.</summary>
    [HmmKernel]
    public static void Narrow(
        int i, ReadOnlySpan<int> x, Span<byte> u8, Span<sbyte> s8, Span<ushort> u16, Span<short> s16, Span<char> letters, Span<uint> u32)
    {
        int value = x[i];
        u8[i] = (byte)value;
        s8[i] = (sbyte)value;
        u16[i] = (ushort)value;
        s16[i] = (short)value;
        letters[i] = (char)value;
        u32[i] = (uint)value;
    }

    /// <summary>To larger types, with and without sign.</summary>
    [HmmKernel]
    public static void Widen(
        int i, ReadOnlySpan<sbyte> s8, ReadOnlySpan<ushort> u16, ReadOnlySpan<uint> u32, Span<long> s64, Span<ulong> u64)
    {
        s64[i] = s8[i] + (long)u32[i];
        u64[i] = u16[i] * (ulong)u32[i] + (ulong)s8[i];
    }

    /// <summary>Whole numbers to fractions.</summary>
    [HmmKernel]
    public static void ToFloating(
        int i, ReadOnlySpan<int> s32, ReadOnlySpan<uint> u32, ReadOnlySpan<long> s64, ReadOnlySpan<ulong> u64,
        Span<float> f32, Span<double> f64)
    {
        f32[i] = (float)s32[i] + u32[i];
        f64[i] = (double)s64[i] + u64[i];
    }

    /// <summary>Fractions to whole numbers, all within range.</summary>
    [HmmKernel]
    public static void Truncate(int i, ReadOnlySpan<float> f32, ReadOnlySpan<double> f64, Span<int> s32, Span<long> s64, Span<short> s16)
    {
        s32[i] = (int)f32[i];
        s64[i] = (long)f64[i];
        s16[i] = (short)f32[i];
    }

    /// <summary>Fractions to whole numbers at and beyond the limits, and not-a-number: .NET saturates.</summary>
    [HmmKernel]
    public static void Saturate(
        int i, ReadOnlySpan<float> f32, ReadOnlySpan<double> f64, Span<int> s32, Span<uint> u32, Span<long> s64, Span<ulong> u64)
    {
        s32[i] = (int)f64[i];
        u32[i] = (uint)f32[i];
        s64[i] = (long)f32[i];
        u64[i] = (ulong)f64[i];
    }

    /// <summary>Between the two floating-point types.</summary>
    [HmmKernel]
    public static void Precision(int i, Span<float> f32, Span<double> f64)
    {
        double wide = f32[i];
        f32[i] = (float)f64[i];
        f64[i] = wide * wide;
    }

    /// <summary>Checked casts of values that fit.</summary>
    [HmmKernel]
    public static void CheckedCasts(int i, ReadOnlySpan<long> x, Span<int> s32, Span<byte> u8)
    {
        s32[i] = checked((int)x[i]);
        checked
        {
            u8[i] = (byte)(x[i] & 0x7F);
        }
    }

    /// <summary>Narrow integers that change their sign on the way.</summary>
    [HmmKernel]
    public static void NarrowSigns(int i, ReadOnlySpan<short> s, ReadOnlySpan<sbyte> b, Span<int> a, Span<ulong> c, Span<float> d)
    {
        a[i] = (ushort)s[i] + (byte)b[i] - (ushort)b[i] + (sbyte)(ushort)s[i];
        c[i] = (ulong)s[i] ^ (uint)b[i];
        d[i] = (float)(ulong)(c[i] * 0x9E3779B97F4A7C15UL) + uint.PopCount((uint)s[i]);
    }

    /// <summary>Constants that must not be folded into one, and clamps of numbers.</summary>
    [HmmKernel]
    public static void ConstantChains(int i, ReadOnlySpan<float> x, Span<float> products, Span<float> sums, Span<float> clamped)
    {
        products[i] = x[i] * 1.1f * 3.3f * 0.7f;
        float sum = x[i] + 0.1f;
        sums[i] = sum + 1e-8f - 0.3f;
        clamped[i] = float.Clamp(x[i], -1f, 0.5f);
    }
}
