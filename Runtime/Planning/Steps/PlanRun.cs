namespace HmmGen.Planning.Steps;

/// <summary>Evaluates a kernel's plan for one box of work items.</summary>
internal ref struct PlanRun
{
    private readonly LaunchPlan _plan;
    private readonly ReadOnlySpan<long> _numbers;
    private readonly Span<PlanValue> _kept;
    private readonly Span<PlanValue> _stack;
    private readonly Span<PlanCondition> _keptConditions;
    private readonly Span<PlanCondition> _noted;
    private int _top;
    private int _notes;

    private PlanRun(PlanSteps steps, LaunchPlan plan, ReadOnlySpan<long> numbers)
    {
        _plan = plan;
        _numbers = numbers;
        Span<PlanValue> values = new PlanValue[steps.Values + steps.Depth];
        _kept = values[..steps.Values];
        _stack = values[steps.Values..];
        Span<PlanCondition> conditions = steps.Noted == 0 ? [] : new PlanCondition[steps.Conditions + steps.Noted];
        _keptConditions = conditions.IsEmpty ? [] : conditions[..steps.Conditions];
        _noted = conditions.IsEmpty ? [] : conditions[steps.Conditions..];
    }

    /// <summary>Evaluates a plan.</summary>
    /// <param name="steps">The plan.</param>
    /// <param name="plan">The box, and where the accesses are noted.</param>
    /// <param name="numbers">The numbers of the launch.</param>
    internal static void Follow(PlanSteps steps, LaunchPlan plan, ReadOnlySpan<long> numbers)
    {
        PlanRun run = new(steps, plan, numbers);
        foreach (PlanStep step in steps.Steps) run.Follow(step.Operation, (int)step.Number, step.Number);
    }

    private void Follow(PlanOperation operation, int number, long constant)
    {
        switch (operation)
        {
            case <= PlanOperation.Unknown:
                _stack[_top++] = Given(operation, number, constant);
                break;
            case <= PlanOperation.FitsInt64:
                _stack[_top - 1] = Of(operation, _stack[_top - 1]);
                break;
            case <= PlanOperation.Max:
                _top--;
                _stack[_top - 1] = Of(operation, _stack[_top - 1], _stack[_top]);
                break;
            case <= PlanOperation.NotEqual:
                _top -= 2;
                _noted[_notes++] = Compare(operation, _stack[_top], _stack[_top + 1]);
                break;
            case PlanOperation.Runs:
                _noted[_notes++] = PlanCondition.Runs(_kept[number]);
                break;
            case PlanOperation.Condition:
                _noted[_notes++] = _keptConditions[number];
                break;
            case PlanOperation.UnknownCondition:
                _noted[_notes++] = PlanCondition.Unknown;
                break;
            case PlanOperation.KeepValue:
                _kept[number] = _stack[--_top];
                break;
            case PlanOperation.KeepCondition:
                _keptConditions[number] = _noted[--_notes];
                break;
            case PlanOperation.Loop:
                _top -= 3;
                _kept[number] = _plan.Loop(_stack[_top], _stack[_top + 1], _stack[_top + 2]);
                break;
            case PlanOperation.AfterEffects:
                _plan.AfterEffects(number);
                break;
            default:
                _plan.Access(number, _stack[--_top], operation == PlanOperation.Access, _noted[.._notes]);
                _notes = 0;
                break;
        }
    }

    private readonly PlanValue Given(PlanOperation operation, int number, long constant) => operation switch
    {
        PlanOperation.Constant => PlanValue.Constant(constant),
        PlanOperation.Index => _plan.Index(number),
        PlanOperation.Number => PlanValue.Constant(_numbers[number]),
        PlanOperation.Unsigned => (ulong)_numbers[number],
        PlanOperation.Length => _plan.Length(number),
        PlanOperation.Value => _kept[number],
        _ => PlanValue.Unknown,
    };

    private static PlanValue Of(PlanOperation operation, in PlanValue value) => operation switch
    {
        PlanOperation.Negate => -value,
        PlanOperation.Complement => ~value,
        PlanOperation.Abs => PlanValue.Abs(value),
        PlanOperation.SByte => PlanValue.SByte(value),
        PlanOperation.Byte => PlanValue.Byte(value),
        PlanOperation.Int16 => PlanValue.Int16(value),
        PlanOperation.UInt16 => PlanValue.UInt16(value),
        PlanOperation.Int32 => PlanValue.Int32(value),
        PlanOperation.UInt32 => PlanValue.UInt32(value),
        PlanOperation.Int64 => PlanValue.Int64(value),
        PlanOperation.UInt64 => PlanValue.UInt64(value),
        PlanOperation.FitsSByte => PlanValue.Within(value, sbyte.MinValue, sbyte.MaxValue),
        PlanOperation.FitsByte => PlanValue.Within(value, byte.MinValue, byte.MaxValue),
        PlanOperation.FitsInt16 => PlanValue.Within(value, short.MinValue, short.MaxValue),
        PlanOperation.FitsUInt16 => PlanValue.Within(value, ushort.MinValue, ushort.MaxValue),
        PlanOperation.FitsInt32 => PlanValue.Within(value, int.MinValue, int.MaxValue),
        PlanOperation.FitsUInt32 => PlanValue.Within(value, uint.MinValue, uint.MaxValue),
        PlanOperation.FitsInt64 => PlanValue.Within(value, long.MinValue, long.MaxValue),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "This operation has not one operand."),
    };

    private static PlanValue Of(PlanOperation operation, in PlanValue left, in PlanValue right) => operation switch
    {
        PlanOperation.Add => left + right,
        PlanOperation.Subtract => left - right,
        PlanOperation.Multiply => left * right,
        PlanOperation.Divide => left / right,
        PlanOperation.Remainder => left % right,
        PlanOperation.ShiftLeft => left << right,
        PlanOperation.ShiftRight => left >> right,
        PlanOperation.And => left & right,
        PlanOperation.Or => left | right,
        PlanOperation.ExclusiveOr => left ^ right,
        PlanOperation.Min => PlanValue.Min(left, right),
        PlanOperation.Max => PlanValue.Max(left, right),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "This operation has not two operands."),
    };

    private static PlanCondition Compare(PlanOperation operation, in PlanValue left, in PlanValue right) => operation switch
    {
        PlanOperation.Less => PlanCondition.Less(left, right),
        PlanOperation.LessOrEqual => PlanCondition.LessOrEqual(left, right),
        PlanOperation.Greater => PlanCondition.Greater(left, right),
        PlanOperation.GreaterOrEqual => PlanCondition.GreaterOrEqual(left, right),
        PlanOperation.Equal => PlanCondition.Equal(left, right),
        PlanOperation.NotEqual => PlanCondition.NotEqual(left, right),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "This operation compares nothing."),
    };
}
