using HmmGen.Planning;
using HmmGen.Planning.Steps;

namespace HmmGen.Tool.Explanation;

/// <summary>Finds how well a plan knows each access, by the form of its index and of its conditions, for launches with any arguments.</summary>
/// <remarks>A launch knows its arguments and the boundaries of its work items, and may know more.</remarks>
internal sealed class AccessForms
{
    private readonly ValueForm[] _values;
    private readonly ValueForm[] _conditions;
    private readonly Dictionary<int, ulong> _bounds = [];
    private ulong _tied;
    private int _variables;

    private AccessForms(PlanSteps plan)
    {
        _values = [.. plan.Values.Select(static value => new ValueForm(value.IsUnknown ? ValueShape.Unknown : ValueShape.Uniform))];

        // Conditions that no step computes depend on data.
        _conditions = [.. Enumerable.Repeat(new ValueForm(ValueShape.Unknown), plan.Conditions)];
    }

    /// <summary>Finds the forms.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>One for each access, in the plan's order.</returns>
    public static IReadOnlyList<AccessForm> Of(PlanSteps plan)
    {
        AccessForms forms = new(plan);
        List<AccessForm> found = [];
        foreach (PlanStep step in plan.Steps)
        {
            switch (step.Operation)
            {
                case PlanOperation.MustAccess or PlanOperation.MayAccess:
                    found.Add(forms.Access(step));
                    break;
                case PlanOperation.Runs or PlanOperation.Copy or (>= PlanOperation.Less and <= PlanOperation.NotEqual):
                    forms._conditions[step.Target] = forms.Condition(step);
                    break;
                case PlanOperation.AfterEffects or PlanOperation.Fails:
                    break;
                default:
                    forms._values[step.Target] = forms.Value(step);
                    break;
            }
        }

        return found;
    }

    private ValueForm Value(PlanStep step) => step.Operation switch
    {
        PlanOperation.Index => new ValueForm(ValueShape.Affine, Variable()),
        PlanOperation.Number or PlanOperation.Unsigned or PlanOperation.Length => new ValueForm(ValueShape.Uniform),
        PlanOperation.Choose => ValueForm.Choose(_conditions[step.First], _values[step.Second], _values[step.Third]),
        PlanOperation.Loop => Loop(step.Target, _values[step.First], _values[step.Second], _values[step.Third]),
        < PlanOperation.Add => ValueForm.Of(step.Operation, _values[step.First]),
        _ => ValueForm.Of(step.Operation, _values[step.First], _values[step.Second]),
    };

    private ValueForm Loop(int target, ValueForm from, ValueForm until, ValueForm by)
    {
        if (by.Shape != ValueShape.Uniform || !from.IsBounded || !until.IsBounded)
        {
            return new ValueForm(ValueShape.Unknown);
        }

        ulong variable = Variable();
        _bounds[target] = from.Variables | until.Variables;
        if (_bounds[target] != 0)
        {
            _tied |= variable;
        }

        return new ValueForm(from.IsAffine && until.IsAffine ? ValueShape.Affine : ValueShape.Bounded, variable | from.Variables);
    }

    private ValueForm Condition(PlanStep step) => step.Operation switch
    {
        PlanOperation.Copy => _conditions[step.First],
        PlanOperation.Runs => _values[step.First] with { Variables = _bounds.GetValueOrDefault(step.First) },
        _ => new ValueForm(
            _values[step.First].IsAffine && _values[step.Second].IsAffine ? ValueShape.Affine : ValueShape.Unknown,
            _values[step.First].Variables | _values[step.Second].Variables),
    };

    private AccessForm Access(PlanStep step)
    {
        ValueForm index = _values[step.First];
        if (!index.IsBounded)
        {
            return new AccessForm(PlannedAs.Fault, IsByRows: false);
        }

        ReadOnlySpan<ValueForm> conditions = _conditions.AsSpan(step.Second, step.Third);
        bool isExact = step.Operation == PlanOperation.MustAccess && index.IsAffine;
        bool isByRows = (index.Variables & _tied) != 0;
        foreach (ValueForm condition in conditions)
        {
            isExact &= condition.IsAffine;
            isByRows |= !IsFollowed(condition, index);
        }

        return isExact ? new AccessForm(PlannedAs.Exact, isByRows) : new AccessForm(PlannedAs.Bounded, IsByRows: false);
    }

    /// <summary>Whether a condition cuts an interval out of the variables: it has one of them, or those of the index.</summary>
    private static bool IsFollowed(ValueForm condition, ValueForm index)
        => ulong.PopCount(condition.Variables) <= 1 || condition.Variables == index.Variables;

    private ulong Variable() => 1UL << (_variables++ % 64);
}
