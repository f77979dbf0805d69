namespace HmmGen.Planning;

/// <summary>
/// Narrows the variables to the range in which the conditions of one access can hold. Also says whether all work items and
/// iterations in that range make the access.
/// </summary>
internal sealed class PlanNarrowing
{
    private const int Rounds = 8;

    private long[] _low = new long[8];
    private long[] _high = new long[8];
    private bool[] _used = new bool[8];
    private PlanCondition[] _conditions = [];
    private PlanTerm[] _rest = [];
    private int _count;
    private int _open;
    private bool _hasUnknown;
    private bool _changed;

    /// <summary>The lowest value of each variable.</summary>
    internal ReadOnlySpan<long> Low => _low;

    /// <summary>The highest value of each variable.</summary>
    internal ReadOnlySpan<long> High => _high;

    /// <summary>Whether no work item makes the access.</summary>
    internal bool IsEmpty { get; private set; }

    /// <summary>
    /// Whether each assignment of the variables within their bounds makes the access, if it leaves the index within
    /// <see cref="ClampLow"/> and <see cref="ClampHigh"/>.
    /// </summary>
    internal bool IsMust => _open == 0 && !_hasUnknown;

    /// <summary>Whether all conditions are known, even if they hold for a part of the values only.</summary>
    internal bool IsKnown => !_hasUnknown;

    /// <summary>The known conditions that hold for a part of the values, and that <see cref="ClampLow"/> and <see cref="ClampHigh"/> do not say.</summary>
    internal ReadOnlySpan<PlanCondition> Open => _conditions.AsSpan(0, _open);

    /// <summary>The lowest index that the conditions leave.</summary>
    internal long ClampLow { get; private set; }

    /// <summary>The highest index that the conditions leave.</summary>
    internal long ClampHigh { get; private set; }

    /// <summary>Narrows the variables for one access.</summary>
    /// <param name="variables">All variables of the plan.</param>
    /// <param name="index">The index of the access.</param>
    /// <param name="when">Its conditions.</param>
    internal void Narrow(List<PlanVariable> variables, in PlanValue index, ReadOnlySpan<PlanCondition> when)
    {
        _hasUnknown = false;
        _open = 0;
        IsEmpty = false;
        ClampLow = long.MinValue;
        ClampHigh = long.MaxValue;
        Reset(variables, index, when);
        for (int round = 0; round < Rounds && !IsEmpty; round++)
        {
            _changed = false;
            for (int at = 0; at < _count && !IsEmpty; at++) Tighten(_conditions[at]);
            if (!_changed) break;
        }
        for (int at = 0; at < _count && !IsEmpty; at++)
        {
            PlanCondition condition = _conditions[at];
            if (IsOpen(condition, index)) _conditions[_open++] = condition;
        }
        if (_count > 1 && !IsEmpty)
        {
            ClampTogether(index, 1);
            ClampTogether(index, -1);
        }
        if (ClampLow > ClampHigh) IsEmpty = true;
    }

    private void Reset(List<PlanVariable> variables, in PlanValue index, ReadOnlySpan<PlanCondition> when)
    {
        if (_low.Length < variables.Count)
        {
            int size = Math.Max(variables.Count, _low.Length * 2);
            _low = new long[size];
            _high = new long[size];
            _used = new bool[size];
        }
        for (int at = 0; at < variables.Count; at++)
        {
            _low[at] = variables[at].Low;
            _high[at] = variables[at].High;
            _used[at] = false;
        }
        _count = 0;
        Use(index);
        foreach (ref readonly PlanCondition condition in when) Add(condition);

        // The bounds of a loop mention only variables that are older than it.
        for (int at = variables.Count - 1; at >= 0; at--)
        {
            if (!_used[at]) continue;
            PlanVariable variable = variables[at];
            if (variable.IsEmpty) IsEmpty = true;
            if (!variable.IsBounded) continue;
            Add(variable.Lower);
            Add(variable.Upper);
        }
    }

    private void Add(in PlanCondition condition)
    {
        if (condition.Kind == PlanConditionKind.Unknown)
        {
            _hasUnknown = true;
            return;
        }
        if (_count == _conditions.Length) Array.Resize(ref _conditions, Math.Max(4, _count * 2));
        _conditions[_count++] = condition;
        Use(condition.Value);
    }

    private void Use(in PlanValue value)
    {
        foreach (PlanTerm term in value.Terms) _used[term.Variable.Id] = true;
    }

    private void Tighten(in PlanCondition condition)
    {
        PlanValue value = condition.Value;
        switch (condition.Kind)
        {
            case PlanConditionKind.AtMost:
                TightenAtMost(value.Terms, 1, value.OffsetLow);
                break;
            case PlanConditionKind.Equal:
                TightenAtMost(value.Terms, 1, value.OffsetLow);
                TightenAtMost(value.Terms, -1, -(Int128)value.OffsetHigh);
                break;
            case PlanConditionKind.NotEqual when value.Terms.Length == 1 && value.IsAffine && value.Terms[0].Coefficient != 0:
                TightenNotEqual(value.Terms[0], value.OffsetLow);
                break;
            default:
                break;
        }
    }

    /// <summary>Narrows the variables to values for which <c>sign·Σ coefficient·variable + offset ≤ 0</c> is possible.</summary>
    private void TightenAtMost(ReadOnlySpan<PlanTerm> terms, int sign, Int128 offset)
    {
        Int128 least = offset;
        foreach (PlanTerm term in terms) least += Least(term, sign);
        foreach (PlanTerm term in terms)
        {
            long coefficient = term.Coefficient * sign;
            if (coefficient == 0) continue;
            int id = term.Variable.Id;
            Int128 own = Least(term, sign);
            Int128 room = own - least;
            if (coefficient > 0)
            {
                Int128 high = FloorDivide(room, coefficient);
                if (high < _high[id]) Bound(id, _low[id], high);
            }
            else
            {
                Int128 low = -FloorDivide(room, -coefficient);
                if (low > _low[id]) Bound(id, low, _high[id]);
            }
            if (IsEmpty) return;
        }
    }

    private void TightenNotEqual(PlanTerm term, long offset)
    {
        Int128 root = -(Int128)offset;
        if (root % term.Coefficient != 0) return;
        root /= term.Coefficient;
        int id = term.Variable.Id;
        if (root == _low[id]) Bound(id, root + 1, _high[id]);
        else if (root == _high[id]) Bound(id, _low[id], root - 1);
    }

    private void Bound(int id, Int128 low, Int128 high)
    {
        if (low > high)
        {
            IsEmpty = true;
            return;
        }
        _low[id] = (long)low;
        _high[id] = (long)high;
        _changed = true;
    }

    /// <summary>Decides whether a condition always holds, never holds, or bounds the index; otherwise it is open.</summary>
    private bool IsOpen(in PlanCondition condition, in PlanValue index)
    {
        PlanValue value = condition.Value;
        Int128 least = value.OffsetLow;
        Int128 most = value.OffsetHigh;
        foreach (PlanTerm term in value.Terms)
        {
            // A variable that follows others has not all values that are left, in each work item: what it has in any says whether a condition holds.
            least += term.Variable.Follows ? Whole(term, 1) : Least(term, 1);
            most -= term.Variable.Follows ? Whole(term, -1) : Least(term, -1);
        }
        bool never;
        bool always;
        switch (condition.Kind)
        {
            case PlanConditionKind.AtMost:
                never = least > 0;
                always = most <= 0;
                break;
            case PlanConditionKind.Equal:
                never = least > 0 || most < 0;
                always = least == 0 && most == 0;
                break;
            default:
                never = least == 0 && most == 0;
                always = least > 0 || most < 0 || IsIndivisible(value);
                break;
        }
        if (never) IsEmpty = true;
        return !never && !always && !TryClamp(condition, index);
    }

    private static bool IsIndivisible(in PlanValue value)
        => value.IsAffine && value.Terms.Length == 1 && value.Terms[0].Coefficient != 0
            && value.OffsetLow % value.Terms[0].Coefficient != 0;

    /// <summary>
    /// Turns a condition on some products of the index, or on a fraction of them, into a bound of the index. With
    /// <c>index = times·V + rest</c> and the condition <c>V &lt;= limit</c>, no index is above <c>times·limit</c> plus the
    /// highest rest. Where the rest varies by less than <c>times</c>, the bound says as much as the condition:
    /// the lowest index of <c>V = limit + 1</c> is above it.
    /// </summary>
    /// <returns>Whether the bound says as much as the condition.</returns>
    private bool TryClamp(in PlanCondition condition, in PlanValue index)
    {
        PlanValue value = condition.Value;
        if (condition.Kind == PlanConditionKind.NotEqual) return false;
        Span<PlanTerm> rest = RestOf(index);
        Int128 times = TimesIn(rest, value.Terms);
        if (times == 0) return false;
        Remove(rest, value.Terms);
        Int128 least = index.OffsetLow;
        Int128 most = index.OffsetHigh;
        foreach (PlanTerm term in rest)
        {
            least += Least(term, 1);
            most -= Least(term, -1);
        }
        Int128 atMost = -(Int128)value.OffsetLow * times;
        bool fits = times > 0 ? TryClampHigh(atMost + most) : TryClampLow(atMost + least);
        if (condition.Kind == PlanConditionKind.Equal)
        {
            Int128 atLeast = -(Int128)value.OffsetHigh * times;
            fits &= times > 0 ? TryClampLow(atLeast + least) : TryClampHigh(atLeast + most);
        }
        return fits && value.IsAffine && index.IsAffine && Int128.Abs(times) > most - least;
    }

    /// <summary>
    /// Bounds the index by several conditions, each of which bounds products of its own: with <c>index = a·V + b·W + rest</c>, <c>V &lt;= v</c> and
    /// <c>W &lt;= w</c>, no index is above <c>a·v + b·w</c> plus the highest rest. Rows and columns of a picture with a border are such conditions.
    /// </summary>
    /// <param name="index">The index.</param>
    /// <param name="sign">1 for the highest index, -1 for the lowest one.</param>
    private void ClampTogether(in PlanValue index, int sign)
    {
        Span<PlanTerm> rest = RestOf(index);
        Int128 most = sign > 0 ? index.OffsetHigh : -(Int128)index.OffsetLow;
        int together = 0;
        for (int at = 0; at < _count; at++)
        {
            PlanCondition condition = _conditions[at];
            Int128 times = condition.Kind is PlanConditionKind.AtMost or PlanConditionKind.Equal ? sign * TimesIn(rest, condition.Value.Terms) : 0;
            if (times == 0 || (times < 0 && condition.Kind == PlanConditionKind.AtMost)) continue;
            Int128 limit = -(times > 0 ? (Int128)condition.Value.OffsetLow : condition.Value.OffsetHigh) * times, own = 0;
            foreach (PlanTerm term in condition.Value.Terms) own -= Least(term, times > 0 ? -1 : 1) * Int128.Abs(times);
            if (limit >= own) continue;
            most += limit;
            together++;
            Remove(rest, condition.Value.Terms);
        }
        if (together < 2) return;
        foreach (PlanTerm term in rest) most -= Least(term, -sign);
        if (sign > 0) TryClampHigh(most);
        else TryClampLow(-most);
    }

    // The products of an index, of which conditions take theirs away.
    private Span<PlanTerm> RestOf(in PlanValue index)
    {
        if (_rest.Length < index.Terms.Length) _rest = new PlanTerm[index.Terms.Length];
        Span<PlanTerm> rest = _rest.AsSpan(0, index.Terms.Length);
        index.Terms.CopyTo(rest);
        return rest;
    }

    // How many times some products are in others, which may have more; 0 where they are not.
    private static Int128 TimesIn(ReadOnlySpan<PlanTerm> all, ReadOnlySpan<PlanTerm> part)
    {
        Int128 times = 0;
        foreach (PlanTerm term in part)
        {
            if (term.Coefficient == 0) continue;
            long own = 0;
            foreach (PlanTerm other in all)
            {
                if (ReferenceEquals(other.Variable, term.Variable)) own = other.Coefficient;
            }
            if (own == 0 || own % term.Coefficient != 0 || (times != 0 && times != own / term.Coefficient)) return 0;
            times = own / term.Coefficient;
        }
        return times;
    }

    private static void Remove(Span<PlanTerm> all, ReadOnlySpan<PlanTerm> part)
    {
        foreach (PlanTerm term in part)
        {
            for (int at = 0; at < all.Length && term.Coefficient != 0; at++)
            {
                if (ReferenceEquals(all[at].Variable, term.Variable)) all[at] = new PlanTerm(term.Variable, 0);
            }
        }
    }

    private bool TryClampHigh(Int128 limit)
    {
        if (limit < long.MinValue || limit > long.MaxValue) return false;
        ClampHigh = Math.Min(ClampHigh, (long)limit);
        return true;
    }

    private bool TryClampLow(Int128 limit)
    {
        if (limit < long.MinValue || limit > long.MaxValue) return false;
        ClampLow = Math.Max(ClampLow, (long)limit);
        return true;
    }

    private static Int128 Whole(PlanTerm term, int sign)
    {
        long coefficient = term.Coefficient * sign;
        return Math.BigMul(coefficient, coefficient >= 0 ? term.Variable.Low : term.Variable.High);
    }

    private Int128 Least(PlanTerm term, int sign)
    {
        // Coefficients are never long.MinValue, so the negation cannot overflow.
        long coefficient = term.Coefficient * sign;
        return Math.BigMul(coefficient, coefficient >= 0 ? _low[term.Variable.Id] : _high[term.Variable.Id]);
    }

    private static Int128 FloorDivide(Int128 value, long divisor)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            long small = (long)value;
            return (small / divisor) - (small % divisor < 0 ? 1 : 0);
        }
        Int128 quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }
}
