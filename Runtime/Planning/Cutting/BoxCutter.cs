using System.Runtime.InteropServices;

namespace HmmGen.Planning.Cutting;

/// <summary>
/// Cuts what an access touches into boxes. Where the bounds of a loop depend on another loop or on the work item, as in the rows of a triangle, no single box
/// of values is what the conditions leave. One box for each row is.
/// </summary>
/// <remarks>
/// <para>
/// Variables that the index does not have go first, as in <c>x[k]</c> with <c>i &lt;= k</c> for all <c>i</c>: what is asked is whether there is a value of them
/// (<see cref="CutCondition.TryJoin"/>). Then the box is narrowed by the conditions, and halved until they hold everywhere in it, along the variable that most
/// of the open conditions have. Among several it is the one with the largest factor, so that a box is a row rather than a column.
/// </para>
/// <para>The boxes leave out no values that meet the conditions. Where more would be needed than there may be, some are not exact.</para>
/// </remarks>
internal sealed class BoxCutter
{
    /// <summary>The most boxes of an access, if a test says nothing else.</summary>
    internal const int MostBoxes = 4096;

    /// <summary>
    /// An access may have that many boxes, and more of them if there are as many elements for each. So a plan takes no longer than its pages do otherwise.
    /// </summary>
    private const int FewBoxes = 512;

    /// <summary>The most conditions. More of them do not count, and the boxes are not exact.</summary>
    private const int MostConditions = 24;

    /// <summary>The most values that are to differ from each other. Each doubles the work.</summary>
    private const int MostHoles = 3;

    /// <summary>The most times that conditions narrow a box. They can go on for long: <c>i &lt; j</c> and <c>j &lt; i</c> take one value each time.</summary>
    private const int Rounds = 8;

    /// <summary>Sums stay below this, so that they fit 64 bits.</summary>
    private const long Bound = 1L << 61;

    private readonly List<PlanVariable> _variables = [];
    private readonly List<CutCondition> _conditions = [];
    private readonly List<(CutCondition Below, CutCondition Above)> _holes = [];
    private readonly List<CutBox> _boxes = [];
    private long[] _weights = [];
    private long[] _low = [];
    private long[] _high = [];
    private int _terms;
    private bool _saysAll;
    private bool _ranOut;

    /// <summary>The boxes.</summary>
    internal ReadOnlySpan<CutBox> Boxes => CollectionsMarshal.AsSpan(_boxes);

    /// <summary>Cuts the box of an access.</summary>
    /// <param name="index">The index.</param>
    /// <param name="conditions">The conditions that hold for a part of the box.</param>
    /// <param name="low">The lowest value of each variable of the plan.</param>
    /// <param name="high">The highest value of each variable.</param>
    /// <param name="most">The most boxes, at least 1.</param>
    /// <returns>False when the box cannot be cut. Else <see cref="Boxes"/> has what is left of it, perhaps nothing.</returns>
    internal bool TryCut(in PlanValue index, ReadOnlySpan<PlanCondition> conditions, ReadOnlySpan<long> low, ReadOnlySpan<long> high, int most)
    {
        _boxes.Clear();
        Collect(index, conditions, low, high);
        if (_conditions.Count + _holes.Count == 0)
        {
            return false;
        }

        Cut(_holes.Count, Math.Min(most, Affordable()));
        return true;
    }

    private int Affordable()
    {
        Int128 elements = 1;
        for (int at = 0; at < _weights.Length; at++)
        {
            elements += Math.BigMul(_weights[at], _high[at] - _low[at]);
        }

        return (int)Int128.Clamp(elements / FewBoxes, FewBoxes, MostBoxes);
    }

    /// <summary>Cuts on both sides of values that are to differ: below, and above.</summary>
    private void Cut(int holes, int most)
    {
        if (holes > 0)
        {
            (CutCondition Below, CutCondition Above) sides = _holes[holes - 1];
            _conditions.Add(sides.Below);
            Cut(holes - 1, Math.Max(1, most / 2));
            _conditions[^1] = sides.Above;
            Cut(holes - 1, Math.Max(1, most / 2));
            _conditions.RemoveAt(_conditions.Count - 1);
            return;
        }

        CutCondition[] given = [.. _conditions];
        long[] low = [.. _low];
        long[] high = [.. _high];
        for (int variable = 0; variable < _variables.Count; variable++)
        {
            if (_weights[variable] == 0)
            {
                LeaveOut(variable);
            }
        }

        // Halves seldom need as many boxes. Only where there are too few for all does each half get its share.
        int before = _boxes.Count;
        _ranOut = false;
        Cut(most, inShares: false);
        if (_ranOut)
        {
            _boxes.RemoveRange(before, _boxes.Count - before);
            low.CopyTo(_low, 0);
            high.CopyTo(_high, 0);
            Cut(most, inShares: true);
        }

        (_low, _high) = (low, high);
        _conditions.Clear();
        _conditions.AddRange(given);
    }

    private void Collect(in PlanValue index, ReadOnlySpan<PlanCondition> conditions, ReadOnlySpan<long> low, ReadOnlySpan<long> high)
    {
        _variables.Clear();
        _conditions.Clear();
        _holes.Clear();
        _saysAll = true;
        foreach (PlanTerm term in index.Terms)
        {
            _variables.Add(term.Variable);
        }

        _terms = _variables.Count;
        foreach (ref readonly PlanCondition condition in conditions)
        {
            foreach (PlanTerm term in condition.Value.Terms)
            {
                if (!_variables.Contains(term.Variable))
                {
                    _variables.Add(term.Variable);
                }
            }
        }

        int count = _variables.Count;
        _weights = new long[count];
        _low = new long[count];
        _high = new long[count];
        for (int at = 0; at < count; at++)
        {
            _weights[at] = at < _terms ? Math.Abs(index.Terms[at].Coefficient) : 0;
            _low[at] = low[_variables[at].Id];
            _high[at] = high[_variables[at].Id];
        }

        foreach (ref readonly PlanCondition condition in conditions)
        {
            Add(condition);
        }
    }

    private void Add(in PlanCondition condition)
    {
        PlanValue value = condition.Value;
        _saysAll &= value.IsAffine;
        if (condition.Kind == PlanConditionKind.NotEqual)
        {
            AddHole(value);
            return;
        }

        _saysAll &= TryAtMost(value, 1, value.OffsetLow, out CutCondition most) && TryAdd(most);
        if (condition.Kind == PlanConditionKind.Equal)
        {
            _saysAll &= TryAtMost(value, -1, -(Int128)value.OffsetHigh, out CutCondition least) && TryAdd(least);
        }
    }

    private void AddHole(in PlanValue value)
    {
        if (value.IsAffine && _holes.Count < MostHoles
            && TryAtMost(value, 1, (Int128)value.OffsetLow + 1, out CutCondition below)
            && TryAtMost(value, -1, 1 - (Int128)value.OffsetLow, out CutCondition above))
        {
            _holes.Add((below, above));
        }
        else
        {
            _saysAll = false;
        }
    }

    private bool TryAdd(in CutCondition condition)
    {
        if (_conditions.Count == MostConditions)
        {
            return false;
        }

        _conditions.Add(condition);
        return true;
    }

    private bool TryAtMost(in PlanValue value, long sign, Int128 offset, out CutCondition condition)
    {
        long[] coefficients = new long[_variables.Count];
        foreach (PlanTerm term in value.Terms)
        {
            coefficients[_variables.IndexOf(term.Variable)] = sign * term.Coefficient;
        }

        condition = new CutCondition(coefficients, (long)offset);
        return Int128.Abs(offset) < Bound && IsSmall(condition);
    }

    private bool IsSmall(in CutCondition condition)
    {
        Int128 most = Int128.Abs(condition.Offset);
        for (int at = 0; at < condition.Coefficients.Length; at++)
        {
            Int128 factor = Int128.Abs(condition.Coefficients[at]);
            most += factor * Int128.Max(Int128.Abs(_low[at]), Int128.Abs(_high[at]));
        }

        return most < Bound;
    }

    /// <summary>Takes a variable out of all conditions, if they then say as much of the others.</summary>
    private void LeaveOut(int variable)
    {
        List<CutCondition> above = [Edge(variable, 1, -_high[variable])];
        List<CutCondition> below = [Edge(variable, -1, _low[variable])];
        List<CutCondition> joined = [];
        foreach (CutCondition condition in _conditions)
        {
            (condition.Coefficients[variable] switch { > 0 => above, < 0 => below, _ => joined }).Add(condition);
        }

        foreach (CutCondition upper in above)
        {
            foreach (CutCondition lower in below)
            {
                if (!CutCondition.TryJoin(upper, lower, variable, out CutCondition left) || !IsSmall(left) || joined.Count == MostConditions)
                {
                    return;
                }

                if (left.Most(_low, _high) > 0)
                {
                    joined.Add(left);
                }
            }
        }

        _conditions.Clear();
        _conditions.AddRange(joined);
    }

    private CutCondition Edge(int variable, long coefficient, long offset)
    {
        long[] coefficients = new long[_variables.Count];
        coefficients[variable] = coefficient;
        return new CutCondition(coefficients, offset);
    }

    /// <summary>Cuts the present box.</summary>
    /// <param name="most">The most boxes, at least 1.</param>
    /// <param name="inShares">Whether a half leaves as many boxes to the other one. Else it takes what it needs.</param>
    /// <returns>The number of boxes that it gave. An empty box counts too, so that conditions which no whole numbers meet take no longer.</returns>
    private int Cut(int most, bool inShares)
    {
        if (!TryNarrow())
        {
            return 1;
        }

        int variable = Widest();
        if (variable < 0 || most == 1)
        {
            _ranOut |= variable >= 0;
            _boxes.Add(new CutBox(_low[.._terms], _high[.._terms], _saysAll && variable < 0));
            return 1;
        }

        Span<long> kept = stackalloc long[2 * _low.Length];
        _low.CopyTo(kept);
        _high.CopyTo(kept[_low.Length..]);
        long middle = _low[variable] + ((_high[variable] - _low[variable]) / 2);
        _high[variable] = middle;
        int first = Cut(inShares ? most / 2 : most - 1, inShares);
        kept[.._low.Length].CopyTo(_low);
        kept[_low.Length..].CopyTo(_high);
        _low[variable] = middle + 1;
        return first + Cut(most - first, inShares);
    }

    /// <summary>Narrows the box to values for which the conditions are possible.</summary>
    /// <returns>False when none is left.</returns>
    private bool TryNarrow()
    {
        bool changed = true;
        for (int round = 0; changed && round < Rounds; round++)
        {
            changed = false;
            foreach (CutCondition condition in _conditions)
            {
                long least = condition.Least(_low, _high);
                if (least > 0)
                {
                    return false;
                }

                changed |= Narrow(condition, least);
            }
        }

        return true;
    }

    private bool Narrow(in CutCondition condition, long least)
    {
        bool changed = false;
        for (int at = 0; at < condition.Coefficients.Length; at++)
        {
            long coefficient = condition.Coefficients[at];
            if (coefficient == 0)
            {
                continue;
            }

            // The others take at least what they must; the rest is this variable's. It is not negative, so the division rounds down.
            long steps = -least / Math.Abs(coefficient);
            if (steps >= _high[at] - _low[at])
            {
                continue;
            }

            changed = true;
            if (coefficient > 0)
            {
                _high[at] = _low[at] + steps;
            }
            else
            {
                _low[at] = _high[at] - steps;
            }
        }

        return changed;
    }

    /// <summary>The variable to cut; -1 when the conditions hold everywhere in the box.</summary>
    private int Widest()
    {
        Span<int> counts = stackalloc int[_low.Length];
        counts.Clear();
        int best = -1;
        foreach (CutCondition condition in _conditions)
        {
            if (condition.Most(_low, _high) <= 0)
            {
                continue;
            }

            for (int at = 0; at < counts.Length; at++)
            {
                if (condition.Coefficients[at] != 0 && _low[at] < _high[at])
                {
                    counts[at]++;
                }
            }
        }

        for (int at = 0; at < counts.Length; at++)
        {
            if (counts[at] > 0 && (best < 0 || (counts[at], _weights[at]).CompareTo((counts[best], _weights[best])) > 0))
            {
                best = at;
            }
        }

        return best;
    }
}
