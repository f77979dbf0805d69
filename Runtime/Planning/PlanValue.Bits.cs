namespace HmmGen.Planning;

// The operators of C# on bits, for all values of an affine form at once.
internal readonly partial struct PlanValue
{
    /// <summary>The bitwise and.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The result.</returns>
    public static PlanValue operator &(in PlanValue left, in PlanValue right)
    {
        if (left.TryConstant(out long a) && right.TryConstant(out long b)) return Hull(a & b, a & b, left, right);
        if (!left.IsUnknown && right.TryConstant(out b) && IsMask(b)) return Combine(FloorRemainder(left, b + 1), 1, right, 0);
        if (!right.IsUnknown && left.TryConstant(out a) && IsMask(a)) return Combine(FloorRemainder(right, a + 1), 1, left, 0);
        if (!left.IsUnknown && right.TryConstant(out b) && IsAlignment(b)) return Combine(FloorDivide(left, -b), -b, right, 0);
        bool leftPositive = !left.IsUnknown && left.Lowest >= 0;
        bool rightPositive = !right.IsUnknown && right.Lowest >= 0;
        if (leftPositive && rightPositive)
        {
            (long low, long high) = (0, Math.Min(left.Highest, right.Highest));
            return KnownBits.TryOf(left, out KnownBits mine) && KnownBits.TryOf(right, out KnownBits bits)
                ? Within(low, high, mine.Least & bits.Least, mine.Most & bits.Most, left, right)
                : Hull(low, high, left, right);
        }
        if (leftPositive) return Hull(0, left.Highest, left, right);
        if (rightPositive) return Hull(0, right.Highest, left, right);
        if (left.IsUnknown || right.IsUnknown) return Unknown;
        return Hull(~Ones(left, right), Math.Max(left.Highest, right.Highest), left, right);
    }

    /// <summary>The bitwise or.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The result.</returns>
    public static PlanValue operator |(in PlanValue left, in PlanValue right)
    {
        if (left.IsUnknown || right.IsUnknown) return Unknown;
        if (left.TryConstant(out long a) && right.TryConstant(out long b)) return Hull(a | b, a | b, left, right);
        bool negative = left.Highest < 0 || right.Highest < 0;
        bool positive = left.Lowest >= 0 && right.Lowest >= 0;
        long low = positive ? Math.Max(left.Lowest, right.Lowest) : Math.Min(left.Lowest, right.Lowest);
        long high = negative ? -1 : Ones(left, right);
        return KnownBits.TryOf(left, out KnownBits mine) && KnownBits.TryOf(right, out KnownBits bits)
            ? Within(low, high, mine.Least | bits.Least, mine.Most | bits.Most, left, right)
            : Hull(low, high, left, right);
    }

    /// <summary>The bitwise exclusive or.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The result.</returns>
    public static PlanValue operator ^(in PlanValue left, in PlanValue right)
    {
        if (left.IsUnknown || right.IsUnknown) return Unknown;
        if (left.TryConstant(out long a) && right.TryConstant(out long b)) return Hull(a ^ b, a ^ b, left, right);
        long ones = Ones(left, right);
        long low = left.Lowest >= 0 && right.Lowest >= 0 ? 0 : ~ones;
        if (!KnownBits.TryOf(left, out KnownBits mine) || !KnownBits.TryOf(right, out KnownBits bits)) return Hull(low, ones, left, right);
        long open = mine.Open | bits.Open;
        long least = (mine.Least ^ bits.Least) & ~open;
        return Within(low, ones, least, least | open, left, right);
    }

    /// <summary>What lies in two intervals that both hold.</summary>
    private static PlanValue Within(long low, long high, long least, long most, in PlanValue left, in PlanValue right)
        => Hull(Math.Max(low, least), Math.Min(high, most), left, right);

    private static bool IsMask(long value) => value >= 0 && value < long.MaxValue && (value & (value + 1)) == 0;

    private static bool IsAlignment(long value) => value < 0 && value > long.MinValue && IsMask(-value - 1);

    /// <summary>The least 2^n - 1 such that both values fit n bits and a sign.</summary>
    private static long Ones(in PlanValue left, in PlanValue right)
    {
        ulong bits = Magnitude(left.Lowest) | Magnitude(left.Highest) | Magnitude(right.Lowest) | Magnitude(right.Highest);
        return bits == 0 ? 0 : (long)(ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(bits));

        static ulong Magnitude(long value) => (ulong)(value < 0 ? ~value : value);
    }

    /// <summary>
    /// The upper bits that all numbers of an interval share. The items of a chunk share most of them, so <c>i ^ step</c> names the chunk at that distance.
    /// </summary>
    /// <param name="Least">The number with the shared bits, and 0 below them.</param>
    /// <param name="Open">Ones for the bits below, which differ.</param>
    private readonly record struct KnownBits(long Least, long Open)
    {
        /// <summary>The number with the shared bits, and ones below them.</summary>
        public long Most => Least | Open;

        /// <summary>Finds the bits of a value that is known.</summary>
        /// <param name="value">The value.</param>
        /// <param name="bits">The bits.</param>
        /// <returns>False where not even the sign is shared.</returns>
        public static bool TryOf(in PlanValue value, out KnownBits bits)
        {
            ulong differ = (ulong)(value.Lowest ^ value.Highest);
            long open = differ == 0 ? 0 : (long)(ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(differ));
            bits = new KnownBits(value.Lowest & ~open, open);
            return open >= 0;
        }
    }
}
