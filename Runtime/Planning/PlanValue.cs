namespace HmmGen.Planning;

/// <summary>
/// An integer of a kernel for all work items of a box and all iterations of its loops. It is an affine form
/// <c>offset + Σ coefficient·variable</c>; its offset is a number, or an interval where no more is known.
/// </summary>
/// <remarks>
/// <para>
/// A value with an interval for its offset stands for any function of the variables whose offset lies there. For each
/// assignment of the variables the offset may be another. An <see cref="Unknown"/> value can be any 64 bits, signed or unsigned.
/// </para>
/// <para>The default value is the constant 0. The intervals use the whole ranges of the variables; an access narrows them.</para>
/// </remarks>
internal readonly partial struct PlanValue
{
    private static readonly PlanTerm[] UnknownMark = [];

    private readonly PlanTerm[]? _terms;

    private PlanValue(PlanTerm[]? terms, long offsetLow, long offsetHigh, long lowest, long highest, bool isDoubtful = false)
    {
        IsDoubtful = isDoubtful;
        _terms = terms;
        OffsetLow = offsetLow;
        OffsetHigh = offsetHigh;
        Lowest = lowest;
        Highest = highest;
    }

    /// <summary>A value that depends on data.</summary>
    public static PlanValue Unknown => new(UnknownMark, long.MinValue, long.MaxValue, long.MinValue, long.MaxValue, true);

    /// <summary>Whether nothing is known of the value, not even that it fits a signed 64-bit integer.</summary>
    public bool IsUnknown => ReferenceEquals(_terms, UnknownMark);

    /// <summary>The lowest possible value; meaningless when <see cref="IsUnknown"/>.</summary>
    public long Lowest { get; }

    /// <summary>The highest possible value; meaningless when <see cref="IsUnknown"/>.</summary>
    public long Highest { get; }

    /// <summary>Whether the value is an affine form with one number for an offset, and not only an interval.</summary>
    public bool IsAffine => OffsetLow == OffsetHigh && !IsDoubtful && !Follows;

    /// <summary>
    /// Whether an unknown value went into this one. The loops on which it depends are then lost, even if only one number is possible.
    /// </summary>
    internal bool IsDoubtful { get; }

    private bool Follows
    {
        get
        {
            foreach (PlanTerm term in Terms)
            {
                if (term.Variable.Follows) return true;
            }
            return false;
        }
    }

    /// <summary>The lowest offset.</summary>
    internal long OffsetLow { get; }

    /// <summary>The highest offset.</summary>
    internal long OffsetHigh { get; }

    /// <summary>The products, sorted by variable.</summary>
    internal ReadOnlySpan<PlanTerm> Terms => _terms;

    /// <summary>The newest loop on which the value depends.</summary>
    internal PlanVariable? NewestLoop
        => _terms is { Length: > 0 } terms && terms[^1].Variable.IsLoop ? terms[^1].Variable : null;

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The constant value.</returns>
    public static PlanValue Constant(long value) => new(null, value, value, value, value);

    /// <summary>A value somewhere in an interval.</summary>
    /// <param name="lowest">The lowest possible value.</param>
    /// <param name="highest">The highest possible value.</param>
    /// <returns>The value.</returns>
    public static PlanValue Between(long lowest, long highest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(highest, lowest);
        return new(null, lowest, highest, lowest, highest);
    }

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <returns>The value.</returns>
    internal static PlanValue Of(PlanVariable variable) => new([new PlanTerm(variable, 1)], 0, 0, variable.Low, variable.High);

    /// <summary>The same value with a variable for its offset.</summary>
    /// <param name="offset">A variable that is wherever the offset may be.</param>
    /// <returns>The value, which is no affine form of the other variables.</returns>
    internal PlanValue WithOffset(PlanVariable offset)
    {
        PlanTerm[] terms = new PlanTerm[Terms.Length + 1];
        Terms.CopyTo(terms);
        terms[^1] = new PlanTerm(offset, 1);
        return new(terms, 0, 0, Lowest, Highest);
    }

    /// <summary>Whether the value is the same number for all variables.</summary>
    /// <param name="value">The number.</param>
    /// <returns>True when it is.</returns>
    internal bool TryConstant(out long value)
    {
        value = Lowest;
        if (Lowest != Highest || IsUnknown) return false;
        foreach (PlanTerm term in Terms)
        {
            if (term.Variable.IsEmpty) return false;
        }
        return true;
    }

    /// <summary>
    /// A linear combination. Loops that cancel stay as products with 0, so that the value keeps the loops on which it depends.
    /// </summary>
    /// <param name="a">The first value.</param>
    /// <param name="scaleA">Its factor.</param>
    /// <param name="b">The second value.</param>
    /// <param name="scaleB">Its factor; with 0 only the loops of <paramref name="b"/> are kept.</param>
    /// <returns>The combination; unknown when it does not fit 64 bits.</returns>
    internal static PlanValue Combine(in PlanValue a, long scaleA, in PlanValue b, long scaleB)
    {
        if (a.IsUnknown || b.IsUnknown) return Unknown;
        Int128 low = Scaled(scaleA, scaleA >= 0 ? a.OffsetLow : a.OffsetHigh) + Scaled(scaleB, scaleB >= 0 ? b.OffsetLow : b.OffsetHigh);
        Int128 high = Scaled(scaleA, scaleA >= 0 ? a.OffsetHigh : a.OffsetLow) + Scaled(scaleB, scaleB >= 0 ? b.OffsetHigh : b.OffsetLow);
        PlanTerm[]? terms;
        if (b._terms is null && scaleA == 1) terms = a._terms;
        else if (a._terms is null && scaleB == 1) terms = b._terms;
        else if (!TryMerge(a.Terms, scaleA, b.Terms, scaleB, out terms)) return Unknown;
        return Make(terms, low, high, a.IsDoubtful || b.IsDoubtful);
    }

    private static Int128 Scaled(long scale, long value)
    {
        // The product of two 64-bit numbers always fits. The sum of two such products exceeds the range only for two squares of
        // long.MinValue, and coefficients are never long.MinValue.
        return scale == 1 ? value : Math.BigMul(scale, value);
    }

    private static PlanValue Make(PlanTerm[]? terms, Int128 low, Int128 high, bool isDoubtful)
    {
        if (low < long.MinValue || high > long.MaxValue) return Unknown;
        Int128 lowest = low;
        Int128 highest = high;
        foreach (PlanTerm term in terms.AsSpan())
        {
            Int128 first = Math.BigMul(term.Coefficient, term.Variable.Low);
            Int128 second = Math.BigMul(term.Coefficient, term.Variable.High);
            if (IsHuge(first) || IsHuge(second)) return Unknown;
            lowest += term.Coefficient >= 0 ? first : second;
            highest += term.Coefficient >= 0 ? second : first;
        }
        return lowest < long.MinValue || highest > long.MaxValue
            ? Unknown
            : new PlanValue(terms, (long)low, (long)high, (long)lowest, (long)highest, isDoubtful);
    }

    private static bool IsHuge(Int128 value) => value < -((Int128)1 << 100) || value > ((Int128)1 << 100);

    private static bool TryMerge(
        ReadOnlySpan<PlanTerm> a, long scaleA, ReadOnlySpan<PlanTerm> b, long scaleB, out PlanTerm[]? merged)
    {
        merged = null;
        if (a.Length + b.Length == 0) return true;
        PlanTerm[] terms = new PlanTerm[a.Length + b.Length];
        int count = 0;
        int atA = 0;
        int atB = 0;
        while (atA < a.Length || atB < b.Length)
        {
            int order = atB == b.Length ? -1 : atA == a.Length ? 1 : a[atA].Variable.Id.CompareTo(b[atB].Variable.Id);
            PlanVariable variable = order <= 0 ? a[atA].Variable : b[atB].Variable;
            Int128 coefficient = 0;
            if (order <= 0) coefficient += Math.BigMul(scaleA, a[atA++].Coefficient);
            if (order >= 0) coefficient += Math.BigMul(scaleB, b[atB++].Coefficient);
            if (coefficient <= long.MinValue || coefficient > long.MaxValue) return false;
            if (coefficient != 0 || variable.IsLoop) terms[count++] = new PlanTerm(variable, (long)coefficient);
        }
        if (count == 0) return true;
        if (count < terms.Length) Array.Resize(ref terms, count);
        merged = terms;
        return true;
    }

    /// <summary>A value somewhere in an interval that keeps the loops on which it depends.</summary>
    private static PlanValue Hull(Int128 lowest, Int128 highest, in PlanValue a, in PlanValue b)
    {
        if (lowest < long.MinValue || highest > long.MaxValue) return Unknown;
        PlanValue hull = new(null, (long)lowest, (long)highest, (long)lowest, (long)highest, a.IsUnknown || b.IsUnknown);
        if (!a.IsUnknown) hull = Combine(hull, 1, a, 0);
        if (!b.IsUnknown) hull = Combine(hull, 1, b, 0);
        return hull;
    }
}
