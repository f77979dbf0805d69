namespace HmmGen.Tests.Ilgpu;

/// <summary>Kernels of what ILGPU or a driver would understand otherwise than .NET; <c>docs/ilgpu.md</c> lists the faults.</summary>
internal static partial class WorkAroundKernels
{
    /// <summary>The results that an item of each kernel leaves.</summary>
    public const int Results = 16;

    /// <summary>The least integer is its own opposite.</summary>
    [HmmKernel]
    public static void Opposites(int i, ReadOnlySpan<int> v, ReadOnlySpan<long> w, Span<long> result)
    {
        int at = i * Results;
        result[at] = -(v[i] & int.MinValue);
        result[at + 1] = 0 - (v[i] & int.MinValue);
        result[at + 2] = -(v[i] << 31);
        result[at + 3] = -((long)v[i] << 63);
        result[at + 4] = -(w[i] & long.MinValue);
        result[at + 5] = 0L - (w[i] & long.MinValue);
        result[at + 6] = -(v[i] > 0 ? int.MinValue : 0);
        int sign = v[i] & int.MinValue;
        result[at + 7] = -sign;
        result[at + 8] = (v[i] & int.MinValue) * -1;
        result[at + 9] = Math.Min(-(v[i] & int.MinValue), 5);
        result[at + 10] = ~(v[i] & int.MinValue) + 1;
        result[at + 11] = (v[i] & int.MinValue) - 1;
    }

    /// <summary>Unsigned integers above the greatest signed one.</summary>
    [HmmKernel]
    public static void Unsigned(int i, ReadOnlySpan<ulong> u, ReadOnlySpan<long> w, ReadOnlySpan<uint> n, Span<double> result)
    {
        int at = i * Results;
        ulong ul = u[i];
        result[at] = (double)ul;
        result[at + 1] = u[i];
        result[at + 2] = (double)(ulong)w[i];
        result[at + 3] = (double)(u[i] | (1UL << 63));
        result[at + 4] = (double)(u[i] + 1);
        result[at + 5] = (float)u[i];
        result[at + 6] = (double)(uint)w[i];
        result[at + 7] = (float)n[i];
        result[at + 8] = n[i];
        result[at + 9] = (double)(n[i] * 3u);
        result[at + 10] = (double)((ulong)n[i] << 32);
        result[at + 11] = (double)(~u[i]);
        result[at + 12] = (double)(ulong)(w[i] & long.MinValue);
        result[at + 13] = (double)(ul >> 1) + (double)(ul / 3);
        result[at + 14] = (double)(long)n[i];
        result[at + 15] = (float)(long)(uint)w[i];
    }

    /// <summary>The same where ILGPU finds constants.</summary>
    [HmmKernel]
    public static void UnsignedConstants(int i, ulong most, ReadOnlySpan<long> w, Span<double> result)
    {
        int at = i * Results;
        ulong all = ulong.MaxValue;
        ulong half = 1;
        half <<= 63;
        uint n = uint.MaxValue;
        result[at] = (double)all;
        result[at + 1] = (double)half;
        result[at + 2] = (float)all;
        result[at + 3] = (double)n;
        result[at + 4] = (float)n;
        result[at + 5] = (double)(all - (ulong)i);
        result[at + 6] = (double)most;
        result[at + 7] = (double)(w[i] > 0 ? all : half);
        result[at + 8] = (long)n;
        result[at + 9] = (double)(ulong)n;
        result[at + 10] = (double)(half | (ulong)w[i]);
        result[at + 11] = (float)(w[i] > 0 ? all : half);
        result[at + 12] = (double)(ulong)(uint)w[i];
        result[at + 13] = (double)(ulong)(int)w[i];
        result[at + 14] = (double)(ulong)(w[i] | long.MinValue);
        result[at + 15] = all > half ? (double)(all / 2 * 2) : all % 10;
    }

    /// <summary>A constant zero has a sign.</summary>
    [HmmKernel]
    public static void Zeros(int i, ReadOnlySpan<float> f, ReadOnlySpan<double> d, Span<double> result)
    {
        int at = i * Results;
        result[at] = Math.Max(-0f, f[i]);
        result[at + 1] = Math.Min(-0f, f[i]);
        result[at + 2] = Math.Max(0f, f[i]);
        result[at + 3] = Math.Min(0f, f[i]);
        result[at + 4] = Math.Max(f[i], -0f);
        result[at + 5] = Math.Min(f[i], -0f);
        result[at + 6] = Math.Max(-0d, d[i]);
        result[at + 7] = Math.Min(-0d, d[i]);
        result[at + 8] = Math.Max(d[i], 0d);
        result[at + 9] = Math.Min(d[i], 0d);
        result[at + 10] = Math.CopySign(d[i], -0d);
        result[at + 11] = d[i] * -0d;
        result[at + 12] = -0f + f[i];
        result[at + 13] = f[i] - -0f;
        result[at + 14] = d[i] - 0d;
        result[at + 15] = -0d - d[i];
    }

    /// <summary>Zeros that become constants only in ILGPU: through locals, sums, conversions, structs, choices and branches.</summary>
    [HmmKernel]
    public static void FoundZeros(int i, ReadOnlySpan<float> f, ReadOnlySpan<double> d, Span<double> result)
    {
        int at = i * Results;
        float sum = 0, zero = 0, one = 1, negative = -0f;
        sum += f[i];
        result[at] = sum;
        result[at + 1] = MathF.FusedMultiplyAdd(f[i], 2f, 0f);
        Pair pair = default;
        pair.Y += f[i];
        pair.X += d[i];
        result[at + 2] = pair.X;
        result[at + 3] = pair.Y;
        const int mode = 1;
        result[at + 4] = f[i] + mode switch { 0 => 1f, _ => 0f };
        int p = -1, q = -1;
        result[at + 5] = f[i] + ((float)p - q);
        result[at + 6] = f[i] + (one - one);
        result[at + 7] = f[i] - negative;
        result[at + 8] = zero - -f[i];
        result[at + 9] = Math.FusedMultiplyAdd(d[i], one, zero);
        double bias = 5;
        if (p == q)
        {
            bias = 0;
        }

        result[at + 10] = d[i] + bias;
        double total = 0;
        for (int k = 0; k < 2; k++)
        {
            total += d[i];
        }

        result[at + 11] = total;
        float tenth = 0.1f, third = 3;
        p += q;
        result[at + 12] = f[i] * tenth * third;
        result[at + 13] = zero - f[i] - p;
        result[at + 14] = (p > 0 ? 1f : 0f) + f[i];
        result[at + 15] = MathF.FusedMultiplyAdd(one, f[i], zero);
    }

    /// <summary>Two numbers.</summary>
    public struct Pair
    {
        /// <summary>The first one.</summary>
        public double X;

        /// <summary>The second one.</summary>
        public float Y;
    }

    /// <summary>Integers that change their sign's meaning between two conversions.</summary>
    [HmmKernel]
    public static void Reinterpreted(int i, ReadOnlySpan<long> w, ReadOnlySpan<double> d, Span<double> result)
    {
        int at = i * Results;
        result[at] = (long)(int)(uint)w[i];
        result[at + 1] = (int)(uint)w[i];
        result[at + 2] = (ulong)(uint)(int)w[i];
        result[at + 3] = (long)(uint)(int)w[i];
        int x = (int)w[i];
        uint u = (uint)x;
        ulong wide = u;
        result[at + 4] = wide;
        result[at + 5] = (float)(int)(uint)w[i];
        result[at + 6] = (uint)(short)w[i];
        result[at + 7] = (ulong)(sbyte)w[i];
        result[at + 8] = (long)(uint)(short)w[i];
        result[at + 9] = (double)(long)(ulong)(int)w[i];
        result[at + 10] = (uint)(int)w[i] % 10;
        result[at + 11] = (ulong)(uint)(int)d[i];
        result[at + 12] = (long)(int)(uint)d[i];
        result[at + 13] = (long)(int)((uint)w[i] * 2654435761u);
        result[at + 14] = (ulong)(uint)((int)w[i] >> 1);
        result[at + 15] = (uint)(int)w[i] > 5u ? (double)(uint)(int)w[i] : (sbyte)(byte)w[i];
    }

    /// <summary>Operators that leave an operand as it is, so that ILGPU drops them.</summary>
    [HmmKernel]
    public static void Vanishing(int i, ReadOnlySpan<long> w, Span<long> result)
    {
        int at = i * Results;
        Marks marks = (Marks)(ushort)w[i];
        Flags flags = (Flags)(byte)w[i];
        Marks none = Marks.None;
        result[at] = (int)(marks | Marks.None);
        result[at + 1] = (int)(flags + 0);
        result[at + 2] = (flags | Flags.None) > Flags.One ? 1 : 2;
        result[at + 3] = (int)(marks | none);
        result[at + 4] = (int)(none | marks) + (marks - Marks.None);
        result[at + 5] = (long)(uint)((int)w[i] | 0);
        result[at + 6] = (long)(int)((uint)w[i] + 1 - 1);
        result[at + 7] = (long)(uint)~~(int)w[i];
        int least = -16, one = 1;
        least += 3;
        if ((ushort)least > 5)
        {
            result[at + 8] = 1;
        }

        result[at + 9] = (long)(uint)((int)w[i] * one);
    }

    /// <summary>Marks of 16 bits.</summary>
    public enum Marks : ushort
    {
        /// <summary>No mark.</summary>
        None,
    }

    /// <summary>Flags of 8 bits.</summary>
    public enum Flags : byte
    {
        /// <summary>No flag.</summary>
        None,

        /// <summary>The first one.</summary>
        One,
    }

    /// <summary>NaN is neither less nor greater, and not equal.</summary>
    [HmmKernel]
    public static void Comparisons(int i, ReadOnlySpan<float> f, ReadOnlySpan<double> d, Span<int> result)
    {
        int at = i * Results;
        result[at] = 5f < f[i] ? 1 : 2;
        result[at + 1] = f[i] < 5f ? 1 : 2;
        result[at + 2] = !(5f >= f[i]) ? 1 : 2;
        result[at + 3] = 0.5 > d[i] ? 1 : 2;
        result[at + 4] = f[i] == f[i] ? 1 : 2;
        result[at + 5] = d[i] != d[i] ? 1 : 2;
        result[at + 6] = !(d[i] == 1) ? 1 : 2;
        if (!(f[i] > 1f) || d[i] <= -1)
        {
            result[at + 7] = 1;
        }

        if (d[i] >= -1 && !(d[i] < 0))
        {
            result[at + 8] = 1;
        }

        double step = d[i];
        while (!(step > 3) && result[at + 9] < 100)
        {
            result[at + 9]++;
            step = double.IsNaN(step) || double.IsInfinity(step) ? 4 : step + 1;
        }
    }

    /// <summary>Constants are not brought together where that rounds otherwise.</summary>
    [HmmKernel]
    public static void Constants(int i, ReadOnlySpan<float> f, ReadOnlySpan<double> d, Span<double> result)
    {
        int at = i * Results;
        result[at] = f[i] * 0.1f * 3f;
        result[at + 1] = d[i] * 1e200 * 1e-200;
        result[at + 2] = d[i] + 0.1 + 0.2;
        result[at + 3] = 1 - (1 - d[i]);
        result[at + 4] = d[i] - 1e16 - 1;
        result[at + 5] = f[i] + 0f;
        result[at + 6] = 0f - f[i];
        result[at + 7] = d[i] * 0;
        result[at + 8] = 1 / d[i];
        result[at + 9] = f[i] / 3f / 7f;
    }

    /// <summary>Divisions of integers by powers of two, which ILGPU would make shifts.</summary>
    [HmmKernel]
    public static void Divisions(int i, ReadOnlySpan<int> v, ReadOnlySpan<long> w, Span<long> result)
    {
        int at = i * Results;
        result[at] = v[i] / 8;
        result[at + 1] = v[i] % 8;
        result[at + 2] = (long)((uint)v[i] / 16);
        result[at + 3] = w[i] / 1024;
        result[at + 4] = (long)((ulong)w[i] / 1024);
        int eight = 8;
        result[at + 5] = v[i] / eight;
        result[at + 6] = v[i] / -4;
        result[at + 7] = v[i] * 8;
        result[at + 8] = v[i] / 1;
        result[at + 9] = (int)w[i] / (1 << 4);
    }

    /// <summary>A branch on what an atomic operation gave, which differs between the threads of a warp.</summary>
    [HmmKernel]
    public static void Tickets(int i, int limit, Span<int> counter, Span<int> taken)
    {
        int ticket = Interlocked.Add(ref counter[0], 1) - 1;
        if (ticket < limit)
        {
            taken[ticket] = i + 1;
        }
    }

    /// <summary>Library functions, as the parser finds them.</summary>
    [HmmKernel]
    public static void Functions(int i, ReadOnlySpan<float> f, ReadOnlySpan<double> d, ReadOnlySpan<int> v, Span<double> result)
    {
        int at = i * Results;
        result[at] = Math.FusedMultiplyAdd(d[i], d[i], -d[i]);
        result[at + 1] = MathF.FusedMultiplyAdd(f[i], 3f, -0.1f);
        result[at + 2] = Math.BigMul(v[i], v[i]);
        result[at + 3] = Math.IEEERemainder(d[i], 0.7);
        result[at + 4] = MathF.ScaleB(f[i], v[i] % 200);
        result[at + 5] = Math.ILogB(d[i]);
        result[at + 6] = MathF.BitIncrement(f[i]);
        result[at + 7] = Math.BitDecrement(d[i]);
        result[at + 8] = Math.MaxMagnitude(d[i], 2.5);
        result[at + 9] = float.MinMagnitudeNumber(f[i], -2.5f);
        result[at + 10] = float.Lerp(f[i], 7f, 0.3f);
        result[at + 11] = double.RadiansToDegrees(d[i]) + float.DegreesToRadians(f[i]);
        result[at + 12] = System.Numerics.BitOperations.RoundUpToPowerOf2((uint)v[i]);
        result[at + 13] = float.IsSubnormal(f[i]) || double.IsInteger(d[i]) ? 1 : 2;
        result[at + 14] = short.MaxMagnitude((short)v[i], -5);
        result[at + 15] = int.IsOddInteger(v[i]) ? 1 : 2;
    }
}
