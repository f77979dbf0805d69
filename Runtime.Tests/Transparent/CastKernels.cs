namespace HmmGen.Tests.Transparent;

/// <summary>
/// Kernels over elements of all sizes: those that flip bits read what they write, those that set do not; and some that see one memory as several types.
/// </summary>
internal static partial class CastKernels
{
    [HmmKernel]
    public static void FlipBytes(int i, int value, Span<byte> target) => target[i] = (byte)(target[i] ^ value);

    [HmmKernel]
    public static void FlipShorts(int i, int value, Span<short> target) => target[i] = (short)(target[i] ^ value);

    [HmmKernel]
    public static void FlipInts(int i, int value, Span<int> target) => target[i] ^= value;

    [HmmKernel]
    public static void FlipFloats(int i, int value, Span<float> target) => target[i] = -target[i];

    [HmmKernel]
    public static void FlipLongs(int i, int value, Span<long> target) => target[i] ^= value;

    [HmmKernel]
    public static void FlipDoubles(int i, int value, Span<double> target) => target[i] = -target[i];

    [HmmKernel]
    public static void FlipFours(int i, int value, Span<FourInts> target)
    {
        target[i].A ^= value;
        target[i].D ^= value;
    }

    [HmmKernel]
    public static void FlipThreeBytes(int i, int value, Span<ThreeBytes> target)
    {
        target[i].A = (byte)(target[i].A ^ value);
        target[i].C = (byte)(target[i].C ^ value);
    }

    [HmmKernel]
    public static void FlipThreeShorts(int i, int value, Span<ThreeShorts> target)
    {
        target[i].A = (short)(target[i].A ^ value);
        target[i].C = (short)(target[i].C ^ value);
    }

    [HmmKernel]
    public static void FlipThreeInts(int i, int value, Span<ThreeInts> target)
    {
        target[i].A ^= value;
        target[i].C ^= value;
    }

    [HmmKernel]
    public static void SetBytes(int i, int value, Span<byte> target) => target[i] = (byte)(value + i);

    [HmmKernel]
    public static void SetShorts(int i, int value, Span<short> target) => target[i] = (short)(value + i);

    [HmmKernel]
    public static void SetInts(int i, int value, Span<int> target) => target[i] = value + i;

    [HmmKernel]
    public static void SetFloats(int i, int value, Span<float> target) => target[i] = value + i;

    [HmmKernel]
    public static void SetLongs(int i, int value, Span<long> target) => target[i] = value + i;

    [HmmKernel]
    public static void SetDoubles(int i, int value, Span<double> target) => target[i] = value + i;

    [HmmKernel]
    public static void SetFours(int i, int value, Span<FourInts> target) => target[i] = new FourInts { A = value + i, B = value, C = i, D = -value };

    [HmmKernel]
    public static void SetThreeBytes(int i, int value, Span<ThreeBytes> target) =>
        target[i] = new ThreeBytes { A = (byte)(value + i), B = (byte)value, C = (byte)i };

    [HmmKernel]
    public static void SetThreeShorts(int i, int value, Span<ThreeShorts> target) =>
        target[i] = new ThreeShorts { A = (short)(value + i), B = (short)value, C = (short)i };

    [HmmKernel]
    public static void SetThreeInts(int i, int value, Span<ThreeInts> target) => target[i] = new ThreeInts { A = value + i, B = value, C = i };

    /// <summary>Works on the same eight bytes as three types, so that each line needs what the one before it stored.</summary>
    [HmmKernel]
    public static void Mix(int i, Span<byte> bytes, Span<int> numbers, Span<long> longs)
    {
        numbers[2 * i] = numbers[2 * i] * 3 + 1;
        bytes[8 * i + 1] = (byte)(bytes[8 * i] ^ 0x5A);
        numbers[2 * i + 1] ^= numbers[2 * i];
        longs[i] = longs[i] * 5 + bytes[8 * i + 5];
        bytes[8 * i + 7] = (byte)(longs[i] >> 3);
        numbers[2 * i + 1] += 1;
    }

    /// <summary>Changes the bits of a number between two uses of the number: a compiler must not think that the types lie apart.</summary>
    [HmmKernel]
    public static void ChangeBits(int i, Span<float> numbers, Span<int> bits)
    {
        numbers[i] = i + 0.5f;
        bits[i] += 1 << 20;
        numbers[i] = numbers[i] * 2f;
    }

    /// <summary>The same with a struct, as a whole and by a field.</summary>
    [HmmKernel]
    public static void ChangeFields(int i, Span<FourInts> fours, Span<float> numbers)
    {
        fours[i] = new FourInts { A = i, B = i + 1, C = i + 2, D = i + 3 };
        numbers[4 * i + 2] = i + 0.5f;
        FourInts four = fours[i];
        numbers[4 * i] = four.C;
        fours[i].D = fours[i].A ^ four.D;
    }

    /// <summary>Reads at places that are known only when it runs.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<byte> indices, ReadOnlySpan<float> values, Span<double> results) => results[i] = values[indices[i]];

    /// <summary>Clears a byte of a number, by which it then divides: fails where nothing is left.</summary>
    [HmmKernel]
    public static void DivideByWhatIsLeft(int i, int value, Span<byte> bytes, Span<int> numbers)
    {
        numbers[i] = value;
        bytes[4 * i + 1] = 0;
        numbers[i] = 1000 / numbers[i];
    }
}
