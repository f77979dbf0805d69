namespace HmmGen.Planning;

// The operators of C#, for all values of an affine form at once.
internal readonly partial struct PlanValue
{
    /// <summary>The sum.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The sum, not wrapped.</returns>
    public static PlanValue operator +(in PlanValue left, in PlanValue right) => Combine(left, 1, right, 1);

    /// <summary>The difference.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The difference, not wrapped.</returns>
    public static PlanValue operator -(in PlanValue left, in PlanValue right) => Combine(left, 1, right, -1);

    /// <summary>The negative.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The negative, not wrapped.</returns>
    public static PlanValue operator -(in PlanValue value) => Combine(default, 1, value, -1);

    /// <summary>The bitwise complement: <c>-1 - value</c>. For an unsigned type the conversion to it must follow.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The complement.</returns>
    public static PlanValue operator ~(in PlanValue value) => Combine(-1, 1, value, -1);

    /// <summary>The product: affine when one side is a constant, else an interval.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The product, not wrapped.</returns>
    public static PlanValue operator *(in PlanValue left, in PlanValue right)
    {
        if (left.IsUnknown || right.IsUnknown) return Unknown;
        if (right.TryConstant(out long factor)) return factor == long.MinValue ? Unknown : Scale(left, factor, right);
        if (left.TryConstant(out factor)) return factor == long.MinValue ? Unknown : Scale(right, factor, left);
        Int128 a = Math.BigMul(left.Lowest, right.Lowest);
        Int128 b = Math.BigMul(left.Lowest, right.Highest);
        Int128 c = Math.BigMul(left.Highest, right.Lowest);
        Int128 d = Math.BigMul(left.Highest, right.Highest);
        return Corners(a, b, c, d, left, right);
    }

    /// <summary>The quotient, truncated towards 0.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    /// <returns>The quotient; unknown when the divisor can be 0.</returns>
    public static PlanValue operator /(in PlanValue left, in PlanValue right)
    {
        if (left.IsUnknown || right.IsUnknown || (right.Lowest <= 0 && right.Highest >= 0)) return Unknown;
        if (right.TryConstant(out long divisor) && divisor != long.MinValue)
        {
            if (divisor < 0) return -(left / Combine(-divisor, 1, right, 0));
            if (left.Lowest >= 0 || IsMultiple(left, divisor)) return Combine(FloorDivide(left, divisor), 1, right, 0);
            PlanValue negative = -left;
            if (left.Highest <= 0 && !negative.IsUnknown) return Combine(FloorDivide(negative, divisor), -1, right, 0);
        }
        Int128 a = (Int128)left.Lowest / right.Lowest;
        Int128 b = (Int128)left.Lowest / right.Highest;
        Int128 c = (Int128)left.Highest / right.Lowest;
        Int128 d = (Int128)left.Highest / right.Highest;
        return Corners(a, b, c, d, left, right);
    }

    /// <summary>The remainder, with the sign of the dividend.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    /// <returns>The remainder; unknown when the divisor can be 0.</returns>
    public static PlanValue operator %(in PlanValue left, in PlanValue right)
    {
        if (right.IsUnknown || (right.Lowest <= 0 && right.Highest >= 0)) return Unknown;
        if (!left.IsUnknown && right.TryConstant(out long divisor) && divisor != long.MinValue)
        {
            divisor = Math.Abs(divisor);
            if (left.Lowest >= 0 || IsMultiple(left, divisor)) return Combine(FloorRemainder(left, divisor), 1, right, 0);
            PlanValue negative = -left;
            if (left.Highest <= 0 && !negative.IsUnknown) return Combine(FloorRemainder(negative, divisor), -1, right, 0);
        }
        Int128 most = Int128.Max(Int128.Abs(right.Lowest), Int128.Abs(right.Highest)) - 1;
        Int128 low = left.IsUnknown ? -most : Int128.Max(Int128.Min(left.Lowest, 0), -most);
        Int128 high = left.IsUnknown ? most : Int128.Min(Int128.Max(left.Highest, 0), most);
        return Hull(low, high, left, right);
    }

    /// <summary>The value times a power of 2.</summary>
    /// <param name="left">The value.</param>
    /// <param name="count">The power, already masked as the type of the operation masks it (<c>&amp; 31</c>, <c>&amp; 63</c>).</param>
    /// <returns>The shifted value, not wrapped.</returns>
    public static PlanValue operator <<(in PlanValue left, in PlanValue count)
    {
        if (left.IsUnknown || count.IsUnknown || count.Lowest < 0 || count.Highest > 62) return Unknown;
        return left * Combine(Between(1L << (int)count.Lowest, 1L << (int)count.Highest), 1, count, 0);
    }

    /// <summary>The value divided by a power of 2, rounded down.</summary>
    /// <param name="left">The value.</param>
    /// <param name="count">The power, already masked as the type of the operation masks it.</param>
    /// <returns>The shifted value.</returns>
    public static PlanValue operator >>(in PlanValue left, in PlanValue count)
    {
        if (count.IsUnknown || count.Lowest < 0 || count.Highest > 63) return Unknown;
        int least = (int)count.Lowest;
        int most = (int)count.Highest;
        if (left.IsUnknown)
        {
            // The bits may be those of a signed or of an unsigned number.
            return least == 0 ? Unknown : Hull(-((Int128)1 << (63 - least)), ((Int128)1 << (64 - least)) - 1, count, count);
        }
        if (count.TryConstant(out _) && least <= 62) return Combine(FloorDivide(left, 1L << least), 1, count, 0);
        return Corners(left.Lowest >> least, left.Lowest >> most, left.Highest >> least, left.Highest >> most, left, count);
    }

    /// <summary>The lesser value.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The lesser one.</returns>
    public static PlanValue Min(in PlanValue left, in PlanValue right)
    {
        if (left.IsUnknown && right.IsUnknown) return Unknown;
        if (left.IsUnknown || right.IsUnknown) return Hull(long.MinValue, left.IsUnknown ? right.Highest : left.Highest, left, right);
        PlanValue difference = left - right;
        if (!difference.IsUnknown && difference.Highest <= 0) return Combine(left, 1, right, 0);
        if (!difference.IsUnknown && difference.Lowest >= 0) return Combine(right, 1, left, 0);
        return Hull(Math.Min(left.Lowest, right.Lowest), Math.Min(left.Highest, right.Highest), left, right);
    }

    /// <summary>The greater value.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The greater one.</returns>
    public static PlanValue Max(in PlanValue left, in PlanValue right)
    {
        if (left.IsUnknown || right.IsUnknown) return Unknown;
        PlanValue difference = left - right;
        if (!difference.IsUnknown && difference.Lowest >= 0) return Combine(left, 1, right, 0);
        if (!difference.IsUnknown && difference.Highest <= 0) return Combine(right, 1, left, 0);
        return Hull(Math.Max(left.Lowest, right.Lowest), Math.Max(left.Highest, right.Highest), left, right);
    }

    /// <summary>The absolute value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The absolute value, not wrapped.</returns>
    public static PlanValue Abs(in PlanValue value)
    {
        if (value.IsUnknown) return Unknown;
        if (value.Lowest >= 0) return value;
        if (value.Highest <= 0) return -value;
        return Hull(0, Int128.Max(-(Int128)value.Lowest, value.Highest), value, value);
    }

    private static PlanValue Scale(in PlanValue value, long factor, in PlanValue origin)
        => factor == 1 ? Combine(value, 1, origin, 0) : Combine(value, factor, origin, 0);

    private static PlanValue Corners(Int128 a, Int128 b, Int128 c, Int128 d, in PlanValue left, in PlanValue right)
        => Hull(Int128.Min(Int128.Min(a, b), Int128.Min(c, d)), Int128.Max(Int128.Max(a, b), Int128.Max(c, d)), left, right);

    private static bool IsMultiple(in PlanValue value, long divisor)
    {
        if (value.OffsetLow != value.OffsetHigh || value.OffsetLow % divisor != 0) return false;
        foreach (PlanTerm term in value.Terms)
        {
            if (term.Coefficient % divisor != 0) return false;
        }
        return true;
    }

    /// <summary>
    /// Divides by a positive number, rounding down. With <c>value = divisor·A + B</c>, where A has the products whose
    /// coefficients the divisor divides, the quotient is <c>A + ⌊B / divisor⌋</c>.
    /// </summary>
    private static PlanValue FloorDivide(in PlanValue value, long divisor)
    {
        Split(value, divisor, out PlanValue quotient, out PlanValue rest);
        if (quotient.IsUnknown || rest.IsUnknown)
        {
            return Hull(Floor(value.Lowest, divisor), Floor(value.Highest, divisor), value, value);
        }
        return quotient + Hull(Floor(rest.Lowest, divisor), Floor(rest.Highest, divisor), rest, rest);
    }

    /// <summary>The remainder of <see cref="FloorDivide"/>, from 0 to the divisor less one.</summary>
    private static PlanValue FloorRemainder(in PlanValue value, long divisor)
    {
        Split(value, divisor, out _, out PlanValue rest);
        if (!rest.IsUnknown)
        {
            long multiple = Floor(rest.Lowest, divisor);
            if (multiple == Floor(rest.Highest, divisor))
            {
                PlanValue remainder = rest + Hull(-(Int128)multiple * divisor, -(Int128)multiple * divisor, value, value);
                if (!remainder.IsUnknown) return remainder;
            }
        }
        return Hull(0, divisor - 1, value, value);
    }

    private static void Split(in PlanValue value, long divisor, out PlanValue quotient, out PlanValue rest)
    {
        quotient = default;
        rest = Combine(Between(value.OffsetLow, value.OffsetHigh), 1, value, 0);
        foreach (PlanTerm term in value.Terms)
        {
            if (term.Coefficient % divisor == 0) quotient = Combine(quotient, 1, Of(term.Variable), term.Coefficient / divisor);
            else rest = Combine(rest, 1, Of(term.Variable), term.Coefficient);
        }
    }

    private static long Floor(long value, long divisor)
    {
        long quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }
}
