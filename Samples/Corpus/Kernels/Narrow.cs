namespace HmmGen.Corpus;

/// <summary>Elements of one and two bytes: neighbours share a word, and none may disturb another.</summary>
public static partial class Narrow
{
    /// <summary>Brightens bytes, with a ceiling.</summary>
    [HmmKernel]
    public static void Brighten(int i, byte amount, Span<byte> pixels)
    {
        int sum = pixels[i] + amount;
        pixels[i] = (byte)(sum > 255 ? 255 : sum);
    }

    /// <summary>Negates signed bytes; the smallest stays as it is.</summary>
    [HmmKernel]
    public static void Negate(int i, ReadOnlySpan<sbyte> x, Span<sbyte> y) => y[i] = (sbyte)-x[i];

    /// <summary>Means of neighbouring samples.</summary>
    [HmmKernel]
    public static void Halve(int i, ReadOnlySpan<short> samples, Span<short> halved)
        => halved[i] = (short)((samples[2 * i] + samples[2 * i + 1]) / 2);

    /// <summary>Exchanges the bytes of words.</summary>
    [HmmKernel]
    public static void SwapBytes(int i, Span<ushort> words) => words[i] = (ushort)(words[i] << 8 | words[i] >> 8);

    /// <summary>Capital letters.</summary>
    [HmmKernel]
    public static void Capitals(int i, ReadOnlySpan<char> text, Span<char> capitals)
    {
        char letter = text[i];
        capitals[i] = letter is >= 'a' and <= 'z' ? (char)(letter - 'a' + 'A') : letter;
    }

    /// <summary>Logic on flags, without short circuits.</summary>
    [HmmKernel]
    public static void Flags(int i, ReadOnlySpan<bool> a, Span<bool> b, Span<bool> c)
    {
        c[i] = a[i] ^ b[i] | !a[i] & b[i];
        b[i] &= a[i];
    }

    /// <summary>Weights grey levels, narrow in, wide between, narrow out.</summary>
    [HmmKernel]
    public static void Grey(int i, ReadOnlySpan<byte> colours, Span<byte> grey)
        => grey[i] = (byte)((colours[3 * i] * 77 + colours[3 * i + 1] * 150 + colours[3 * i + 2] * 29) >> 8);

    /// <summary>Narrow scalar arguments.</summary>
    [HmmKernel]
    public static void Arguments(int i, bool add, char letter, short step, ulong mask, Span<ulong> x)
        => x[i] = (add ? x[i] + (ulong)(letter + step) : x[i] - letter) & mask;

    /// <summary>Extremes, limits and sizes of signed bytes and words, of the smallest too, whose size is beyond the largest.</summary>
    [HmmKernel]
    public static void SignedExtremes(int i, ReadOnlySpan<sbyte> a, ReadOnlySpan<short> b, Span<sbyte> bytes, Span<short> words)
    {
        sbyte x = a[2 * i];
        sbyte y = a[2 * i + 1];
        bytes[8 * i] = Math.Max(x, y);
        bytes[8 * i + 1] = Math.Min(x, y);
        bytes[8 * i + 2] = Math.Clamp(x, (sbyte)-50, (sbyte)60);
        bytes[8 * i + 3] = sbyte.MaxMagnitude(x, y);
        bytes[8 * i + 4] = sbyte.MinMagnitude(x, y);
        bytes[8 * i + 5] = Math.Abs((sbyte)(x | 1));
        bytes[8 * i + 6] = (sbyte)(Math.Sign(x) - sbyte.Sign(y));
        bytes[8 * i + 7] = sbyte.Clamp(y, sbyte.Min(x, 0), sbyte.Max(x, 0));
        short v = b[2 * i];
        short w = b[2 * i + 1];
        words[8 * i] = Math.Max(v, w);
        words[8 * i + 1] = Math.Min(v, w);
        words[8 * i + 2] = Math.Clamp(v, (short)-5000, (short)6000);
        words[8 * i + 3] = short.MaxMagnitude(v, w);
        words[8 * i + 4] = short.MinMagnitude(v, w);
        words[8 * i + 5] = Math.Abs((short)(v | 1));
        words[8 * i + 6] = (short)(Math.Sign(v) - short.Sign(w));
        words[8 * i + 7] = short.Clamp(w, short.Min(v, 0), short.Max(v, 0));
    }

    /// <summary>Extremes and limits of unsigned bytes and words, with values whose sign bit would be set.</summary>
    [HmmKernel]
    public static void UnsignedExtremes(int i, ReadOnlySpan<byte> a, ReadOnlySpan<ushort> b, Span<byte> bytes, Span<ushort> words)
    {
        byte x = a[2 * i];
        byte y = a[2 * i + 1];
        bytes[4 * i] = Math.Max(x, y);
        bytes[4 * i + 1] = Math.Min(x, y);
        bytes[4 * i + 2] = Math.Clamp(x, (byte)100, (byte)200);
        bytes[4 * i + 3] = byte.Clamp(y, 0, byte.Max(x, 1));
        ushort v = b[2 * i];
        ushort w = b[2 * i + 1];
        words[4 * i] = Math.Max(v, w);
        words[4 * i + 1] = Math.Min(v, w);
        words[4 * i + 2] = Math.Clamp(v, (ushort)20000, (ushort)50000);
        words[4 * i + 3] = ushort.Clamp(w, 0, ushort.Max(v, 1));
    }

    /// <summary>Kinds of bytes, a bit for each question.</summary>
    [HmmKernel]
    public static void ByteKinds(int i, ReadOnlySpan<sbyte> a, ReadOnlySpan<byte> b, Span<int> kinds)
    {
        kinds[i] = (sbyte.IsNegative(a[i]) ? 1 : 0) | (sbyte.IsPositive(a[i]) ? 2 : 0) | (sbyte.IsEvenInteger(a[i]) ? 4 : 0)
            | (sbyte.IsPow2(a[i]) ? 8 : 0) | (byte.IsOddInteger(b[i]) ? 16 : 0) | (byte.IsPow2(b[i]) ? 32 : 0);
    }

    /// <summary>Kinds of words, a bit for each question.</summary>
    [HmmKernel]
    public static void WordKinds(int i, ReadOnlySpan<short> a, ReadOnlySpan<ushort> b, Span<int> kinds)
    {
        kinds[i] = (short.IsNegative(a[i]) ? 1 : 0) | (short.IsPositive(a[i]) ? 2 : 0) | (short.IsOddInteger(a[i]) ? 4 : 0)
            | (short.IsPow2(a[i]) ? 8 : 0) | (ushort.IsEvenInteger(b[i]) ? 16 : 0) | (ushort.IsPow2(b[i]) ? 32 : 0);
    }

    /// <summary>Bits of bytes: counts have the width of the number, and what is rotated comes back at its other end.</summary>
    [HmmKernel]
    public static void ByteBits(int i, ReadOnlySpan<sbyte> a, ReadOnlySpan<byte> b, Span<int> counts)
    {
        counts[2 * i] = sbyte.PopCount(a[i]) + sbyte.LeadingZeroCount(a[i]) * 32 + sbyte.TrailingZeroCount(a[i]) * 1024 + sbyte.RotateLeft(a[i], i) * 32768;
        counts[2 * i + 1] = byte.PopCount(b[i]) + byte.LeadingZeroCount(b[i]) * 32 + byte.TrailingZeroCount(b[i]) * 1024 + byte.RotateRight(b[i], i) * 32768;
    }

    /// <summary>Bits of words.</summary>
    [HmmKernel]
    public static void WordBits(int i, ReadOnlySpan<short> a, ReadOnlySpan<ushort> b, Span<int> counts)
    {
        counts[2 * i] = short.PopCount(a[i]) + short.LeadingZeroCount(a[i]) * 32 + short.TrailingZeroCount(a[i]) * 1024 + short.RotateRight(a[i], i) * 32768;
        counts[2 * i + 1] = ushort.PopCount(b[i]) + ushort.LeadingZeroCount(b[i]) * 32 + ushort.TrailingZeroCount(b[i]) * 1024 + ushort.RotateLeft(b[i], i) * 32768;
    }
}
