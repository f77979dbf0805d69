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
}
