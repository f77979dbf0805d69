using System.ComponentModel;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning.Cutting;

namespace HmmGen.Planning;

/// <summary>Collects the elements that a kernel's accesses touch in a box of work items. Generated code passes the kernel's plan.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class LaunchPlan
{
    /// <summary>The default of <see cref="RunLimit"/>.</summary>
    internal const long DefaultRunLimit = 1 << 20;

    /// <summary>An index within an interval of this width or more counts as unknown.</summary>
    private const long Wide = int.MaxValue;

    private readonly KernelDescriptor _descriptor;
    private readonly int[] _lengths;
    private readonly WorkBox _box;
    private readonly List<PlanVariable> _variables = [];
    private readonly PlanValue[] _indices;
    private readonly List<PlanAccess> _accesses = [];
    private readonly bool[] _seen;
    private readonly PlanNarrowing _narrowing = new();
    private readonly bool[] _late;
    private BoxCutter? _cutter;
    private readonly bool?[] _fails;
    private List<long>? _divisors;
    private PlanRefusal? _refusal;
    private PlanRefusal? _lateRefusal;
    private bool _plannedInBounds;
    private bool _lateInBounds = true;
    private bool _restInBounds;

    /// <summary>Starts the plan of a box.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="lengths">The length of each span parameter.</param>
    /// <param name="box">The work items.</param>
    internal LaunchPlan(KernelDescriptor descriptor, ReadOnlySpan<int> lengths, WorkBox box)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (lengths.Length != descriptor.Parameters.Count)
        {
            throw new ArgumentException(
                $"The kernel {descriptor.Name} has {descriptor.Parameters.Count} span parameters, but {lengths.Length} lengths were given.", nameof(lengths));
        }
        _descriptor = descriptor;
        _plannedInBounds = descriptor.IsPartlyPlanned;
        _restInBounds = descriptor.HasRest;
        _lengths = lengths.ToArray();
        _box = box;
        _seen = new bool[descriptor.Sites.Count];
        _late = new bool[descriptor.Sites.Count];
        _fails = new bool?[descriptor.Sites.Count];
        _indices = new PlanValue[descriptor.Rank];
        for (int dimension = 0; dimension < _indices.Length && !box.IsTile; dimension++)
        {
            long first = box.First(dimension);
            long last = Math.Max(first, box.End(dimension) - 1);
            if (first < -PlanVariable.Bound || last > PlanVariable.Bound) throw new ArgumentOutOfRangeException(nameof(box));
            _indices[dimension] = Variable(first, last);
        }
        if (box.IsTile) _indices[0] = PlanValue.Combine(Variable(box.First0, box.End0 - 1), box.Period, Variable(box.First1, box.End1 - 1), 1);
    }

    /// <summary>The largest number of runs to enumerate; above it, gaps are filled.</summary>
    internal long RunLimit { get; init; } = DefaultRunLimit;

    /// <summary>The most boxes into which an access is cut.</summary>
    internal int MostBoxes { get; init; } = BoxCutter.MostBoxes;

    /// <summary>The index of a dimension.</summary>
    /// <param name="dimension">The dimension, 0 for the outermost.</param>
    /// <returns>The value.</returns>
    internal PlanValue Index(int dimension) => _indices[dimension];

    /// <summary>
    /// Marks an access before which a work item may have stored something or may fail in another way. If the access goes out of bounds, the launch is
    /// not refused: it runs, and fails where the method would.
    /// </summary>
    /// <param name="site">The access site.</param>
    internal void AfterEffects(int site) => _late[site] = true;

    /// <summary>The length of a span parameter.</summary>
    /// <param name="parameter">The parameter, numbered as in the kernel's descriptor.</param>
    /// <returns>The value.</returns>
    internal PlanValue Length(int parameter) => _lengths[parameter];

    /// <summary>
    /// A loop variable: <paramref name="from"/>, from + step, … while it is less than <paramref name="below"/>, or greater
    /// than it when <paramref name="step"/> is negative. Accesses in the loop can be must only if the loop ends at no other
    /// place. An access in the loop needs <see cref="PlanCondition.Runs"/>, unless its index follows the variable; more of
    /// these conditions than needed do no harm.
    /// </summary>
    /// <param name="from">The first value.</param>
    /// <param name="below">The value at which the loop ends.</param>
    /// <param name="step">The distance; when it is 0, or not the same for all work items, nothing is known of the loop.</param>
    /// <returns>The value.</returns>
    internal PlanValue Loop(in PlanValue from, in PlanValue below, in PlanValue step)
    {
        if (!step.TryConstant(out long by) || by is 0 or long.MinValue || from.IsUnknown || below.IsUnknown) return PlanValue.Unknown;
        bool up = by > 0;
        PlanValue first = PlanValue.Combine(from, 1, step, 0);
        PlanValue distance = up ? below - first : first - below;
        if (distance.IsUnknown) return PlanValue.Unknown;
        PlanCondition runs = up ? PlanCondition.Less(first, below) : PlanCondition.Greater(first, below);
        PlanVariable variable;
        PlanValue value;
        bool isFixed = distance.TryConstant(out long fixedDistance);
        if (isFixed || by is not (1 or -1) || first.TryConstant(out _))
        {
            // The variable counts the iterations. Their number is the same for all work items, or the condition bounds it.
            long most = isFixed ? fixedDistance : distance.Highest;
            long size = Math.Abs(by);
            long count = most <= 0 ? 0 : (most / size) + (most % size > 0 ? 1 : 0);
            if (count > PlanVariable.Bound) return PlanValue.Unknown;
            variable = NewVariable(isLoop: true, 0, count - 1);
            variable.Runs = runs;
            value = PlanValue.Combine(first, 1, PlanValue.Of(variable), by);
            if (value.IsUnknown) return PlanValue.Unknown;
            if (!isFixed)
            {
                PlanCondition inside = up ? PlanCondition.Less(value, below) : PlanCondition.Greater(value, below);
                variable.Bind(inside, inside);
            }
        }
        else
        {
            // The variable is the value. Where work items start at different values, its bounds are those of all of them.
            long low = up ? first.Lowest : below.Lowest;
            long high = up ? below.Highest : first.Highest;
            if (low < -PlanVariable.Bound || high > PlanVariable.Bound) return PlanValue.Unknown;

            // Variables count up as the iterations do, so that the first iteration can be found. A loop that counts down uses the negative value.
            variable = up ? NewVariable(isLoop: true, low, high - 1) : NewVariable(isLoop: true, -high, -low - 1);
            variable.Runs = runs;
            value = PlanValue.Combine(default, 1, PlanValue.Of(variable), by);
            variable.Bind(
                up ? PlanCondition.GreaterOrEqual(value, first) : PlanCondition.LessOrEqual(value, first),
                up ? PlanCondition.Less(value, below) : PlanCondition.Greater(value, below));
        }
        return MayWrap(value, below, by) ? PlanValue.Unknown : value;
    }

    /// <summary>
    /// Gives a quotient or a remainder a variable of its own, so that what is known of it in a condition holds for it in an index too: <c>row % 3 + y</c> is the
    /// same number in both. The variable follows others, so nothing must happen for each of its values.
    /// </summary>
    /// <param name="value">The quotient or the remainder.</param>
    /// <returns>The value; the same where it is one number for each work item, or data is in it: that may be another number each time.</returns>
    internal PlanValue Named(in PlanValue value)
    {
        if (value.IsUnknown || value.IsDoubtful || value.OffsetLow == value.OffsetHigh || value.OffsetLow < -PlanVariable.Bound || value.OffsetHigh > PlanVariable.Bound) return value;
        PlanVariable variable = new(_variables.Count, isLoop: false, value.OffsetLow, value.OffsetHigh) { Follows = true };
        _variables.Add(variable);
        return value.WithOffset(variable);
    }

    /// <summary>Notes that a quotient or a remainder is taken. The items of a launch that does not fit may be ordered by it.</summary>
    /// <param name="value">The dividend.</param>
    /// <param name="divisor">The divisor. It counts where it is one number, and the dividend is not.</param>
    internal void NoteDivision(in PlanValue value, in PlanValue divisor)
    {
        if (!value.IsUnknown && value.Lowest < value.Highest && divisor.TryConstant(out long number) && number > 1 && _divisors?.Contains(number) != true)
            (_divisors ??= []).Add(number);
    }

    /// <summary>Notes a test that fails work items.</summary>
    /// <param name="site">The test, numbered as in the kernel's descriptor.</param>
    /// <param name="when">The conditions. All of them hold where it fails an item.</param>
    internal void Guard(int site, ReadOnlySpan<PlanCondition> when)
    {
        bool mayFail = true;
        foreach (PlanCondition condition in when) mayFail &= condition.Holds != false;
        _fails[site] = mayFail || _fails[site] == true;
    }

    /// <summary>Notes an access of an element.</summary>
    /// <param name="site">The access, numbered as in the kernel's descriptor.</param>
    /// <param name="index">The element's index.</param>
    /// <param name="isMust">Whether each work item, and each iteration, for which the conditions hold makes the access.</param>
    /// <param name="when">The conditions; all must hold.</param>
    internal void Access(int site, in PlanValue index, bool isMust, params ReadOnlySpan<PlanCondition> when)
    {
        AccessSite about = _descriptor.Sites[site];
        _seen[site] = true;
        if (about.Parameter < 0 || about.Kind == AccessKind.Guard || _box.IsEmpty) return;
        PlanValue used = index.IsUnknown ? default : index;
        _narrowing.Narrow(_variables, used, when);
        if (_narrowing.IsEmpty) return;
        if (index.IsUnknown)
        {
            AddUnknown(about);
            return;
        }

        if (!_narrowing.Open.IsEmpty && (_cutter ??= new BoxCutter()).TryCut(index, _narrowing.Open, _narrowing.Low, _narrowing.High, MostBoxes))
        {
            bool mustBoxes = isMust && _narrowing.IsKnown && index.IsAffine;
            foreach (ref readonly CutBox box in _cutter.Boxes)
            {
                AddBox(about, index, box.Low, box.High, mustBoxes && box.IsExact, Math.Max(1, RunLimit / _cutter.Boxes.Length));
            }
            return;
        }
        ReadOnlySpan<PlanTerm> terms = index.Terms;
        Span<long> low = stackalloc long[terms.Length];
        Span<long> high = stackalloc long[terms.Length];
        for (int at = 0; at < terms.Length; at++)
        {
            low[at] = _narrowing.Low[terms[at].Variable.Id];
            high[at] = _narrowing.High[terms[at].Variable.Id];
        }
        bool must = isMust && _narrowing.IsMust && index.IsAffine;
        if (AddBox(about, index, low, high, must, RunLimit) is { } range && must
            && (range.Lowest < 0 || range.Highest >= _lengths[about.Parameter])
            && range.Lowest >= _narrowing.ClampLow && range.Highest <= _narrowing.ClampHigh)
        {
            Refuse(site, index, _lengths[about.Parameter]);
        }
    }

    /// <summary>Notes the elements of a range for each variable of the index.</summary>
    /// <returns>The lowest index and the highest, which may be out of bounds; null when the range is so wide that nothing is known.</returns>
    private (Int128 Lowest, Int128 Highest)? AddBox(
        AccessSite about, in PlanValue index, ReadOnlySpan<long> low, ReadOnlySpan<long> high, bool must, long runLimit)
    {
        long length = _lengths[about.Parameter];
        Int128 lowest = index.OffsetLow;
        Int128 highest = index.OffsetHigh;
        int dimensions = index.OffsetLow == index.OffsetHigh ? 0 : 1;
        for (int at = 0; at < low.Length; at++)
        {
            long coefficient = index.Terms[at].Coefficient;
            lowest += Math.BigMul(coefficient, coefficient >= 0 ? low[at] : high[at]);
            highest += Math.BigMul(coefficient, coefficient >= 0 ? high[at] : low[at]);
            if (coefficient != 0 && low[at] < high[at]) dimensions++;
        }
        bool inBounds = Int128.Max(lowest, _narrowing.ClampLow) >= 0 && Int128.Min(highest, _narrowing.ClampHigh) < length;
        if (highest - lowest > PlanVariable.Bound || (!must && !inBounds && highest - lowest >= Wide))
        {
            AddUnknown(about);
            return null;
        }
        long clipLow = Math.Max(0, _narrowing.ClampLow);
        long clipHigh = Math.Min(length - 1, _narrowing.ClampHigh);
        Note(about, inBounds);
        ElementSet elements = lowest > clipHigh || highest < clipLow
            ? ElementSet.Create(0, [], 1, 0)
            : ElementSet.Create((long)lowest, Dimensions(index, low, high, dimensions), clipLow, clipHigh);
        _accesses.Add(new PlanAccess
        {
            Parameter = about.Parameter,
            Kind = about.Kind,
            Elements = elements,
            IsMust = must,
            InBounds = inBounds,
            RunLimit = runLimit,
        });
        return (lowest, highest);
    }

    /// <summary>Ends the plan. Accesses of the descriptor that were never noted count as unknown.</summary>
    /// <returns>The elements that the box touches.</returns>
    internal AccessPlan Complete()
    {
        for (int site = 0; site < _seen.Length; site++)
        {
            AccessSite about = _descriptor.Sites[site];
            if (!_seen[site] && about.Parameter >= 0 && about.Kind != AccessKind.Guard && !_box.IsEmpty) AddUnknown(about);
        }
        ParameterPlan[] parameters = new ParameterPlan[_lengths.Length];
        for (int parameter = 0; parameter < parameters.Length; parameter++)
        {
            int count = 0;
            foreach (PlanAccess access in _accesses)
            {
                if (access.Parameter == parameter) count++;
            }
            PlanAccess[] accesses = new PlanAccess[count];
            count = 0;
            foreach (PlanAccess access in _accesses)
            {
                if (access.Parameter == parameter) accesses[count++] = access;
            }
            parameters[parameter] = new ParameterPlan(accesses, _descriptor.Parameters[parameter].ElementSize);
        }
        bool[] late = [.. _late.Zip(_seen, static (late, seen) => late || !seen)];
        return new AccessPlan(parameters, _plannedInBounds, _lateInBounds, _restInBounds, Refusal(), late)
        {
            Divisors = _divisors ?? [],
            GuardsHold = _fails.Zip(_descriptor.Sites).All(static test => test.First == false || test.Second.Kind != AccessKind.Guard),
        };
    }

    private PlanValue Variable(long first, long last)
        => first == last ? PlanValue.Constant(first) : PlanValue.Of(NewVariable(isLoop: false, first, last));

    private PlanVariable NewVariable(bool isLoop, long low, long high)
    {
        PlanVariable variable = new(_variables.Count, isLoop, low, high);
        _variables.Add(variable);
        return variable;
    }

    /// <summary>Whether a 32-bit loop variable could wrap around its type's end instead of leaving the loop.</summary>
    private static bool MayWrap(in PlanValue value, in PlanValue below, long step)
    {
        long highest = Math.Min(value.Highest, below.Highest - 1);
        long lowest = Math.Max(value.Lowest, below.Lowest + 1);
        return step switch
        {
            > 1 => highest <= int.MaxValue && highest > int.MaxValue - step,
            < -1 => lowest >= int.MinValue && lowest < int.MinValue - step,
            _ => false,
        };
    }

    private void Note(AccessSite about, bool inBounds)
    {
        bool isKnown = inBounds || !about.IsPlanned;
        _plannedInBounds &= isKnown;
        _lateInBounds &= isKnown || about.IsEarly;
        _restInBounds &= isKnown || about.IsNamedByType;
    }

    private void AddUnknown(AccessSite about)
    {
        Note(about, inBounds: false);
        _accesses.Add(new PlanAccess
        {
            Parameter = about.Parameter,
            Kind = about.Kind,
            Elements = null,
            IsMust = false,
            InBounds = false,
            RunLimit = RunLimit,
        });
    }

    private static PlanDimension[] Dimensions(in PlanValue index, ReadOnlySpan<long> low, ReadOnlySpan<long> high, int count)
    {
        if (count == 0) return [];
        PlanDimension[] dimensions = new PlanDimension[count];
        int at = 0;
        if (index.OffsetLow < index.OffsetHigh) dimensions[at++] = new PlanDimension(1, index.OffsetHigh - index.OffsetLow + 1);
        for (int term = 0; term < low.Length; term++)
        {
            long coefficient = index.Terms[term].Coefficient;
            if (coefficient != 0 && low[term] < high[term]) dimensions[at++] = new PlanDimension(Math.Abs(coefficient), high[term] - low[term] + 1);
        }
        return dimensions;
    }

    private void Refuse(int site, in PlanValue index, long length)
    {
        PlanRefusal refusal = RefusalSearch.Find(site, index, length, _variables, _narrowing.Low, _narrowing.High, _box, _indices);
        ref PlanRefusal? lowest = ref _late[site] ? ref _lateRefusal : ref _refusal;
        lowest = Lower(lowest, refusal);
    }

    private static PlanRefusal Lower(PlanRefusal? one, PlanRefusal other)
        => one is null || other.Item.AsSpan().SequenceCompareTo(one.Item) < 0 ? other : one;

    // A launch that is refused anyway names the first item that must fail, also where that may have stored something before.
    private PlanRefusal? Refusal() => _refusal is { } refusal && _lateRefusal is { } late ? Lower(refusal, late) : _refusal;
}
