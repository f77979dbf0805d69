namespace HmmGen.Planning.Steps;

/// <summary>Evaluates a kernel's plan for one box of work items.</summary>
internal static class PlanRun
{
    /// <summary>Evaluates a plan.</summary>
    /// <param name="steps">The plan.</param>
    /// <param name="plan">The box, and the collector of the accesses.</param>
    /// <param name="numbers">The numbers of the launch.</param>
    internal static void Follow(PlanSteps steps, LaunchPlan plan, ReadOnlySpan<long> numbers)
    {
        PlanValueRoom values = default;
        PlanConditionRoom conditions = default;
        Follow(
            steps,
            plan,
            numbers,
            steps.Values.Length <= PlanValueRoom.Length ? values : new PlanValue[steps.Values.Length],
            steps.Conditions <= PlanConditionRoom.Length ? conditions : new PlanCondition[steps.Conditions]);
    }

    private static void Follow(
        PlanSteps steps, LaunchPlan plan, ReadOnlySpan<long> numbers, Span<PlanValue> values, Span<PlanCondition> conditions)
    {
        steps.Values.CopyTo(values);
        foreach (ref readonly PlanStep step in steps.Steps.AsSpan())
        {
            switch (step.Operation)
            {
                case PlanOperation.Index:
                    values[step.Target] = plan.Index(step.First);
                    break;
                case PlanOperation.Number:
                    values[step.Target] = PlanValue.Constant(numbers[step.First]);
                    break;
                case PlanOperation.Unsigned:
                    values[step.Target] = (ulong)numbers[step.First];
                    break;
                case PlanOperation.Length:
                    values[step.Target] = plan.Length(step.First);
                    break;
                case < PlanOperation.Add:
                    values[step.Target] = Of(step.Operation, values[step.First]);
                    break;
                case PlanOperation.Divide or PlanOperation.Remainder:
                    plan.NoteDivision(values[step.First], values[step.Second]);
                    values[step.Target] = plan.Named(Of(step.Operation, values[step.First], values[step.Second]));
                    break;
                case PlanOperation.ShiftRight or PlanOperation.And:
                    plan.NoteDivision(values[step.First], DivisorOf(step.Operation, values[step.Second]));
                    values[step.Target] = Of(step.Operation, values[step.First], values[step.Second]);
                    break;
                case <= PlanOperation.Max:
                    values[step.Target] = Of(step.Operation, values[step.First], values[step.Second]);
                    break;
                case PlanOperation.Loop:
                    values[step.Target] = plan.Loop(values[step.First], values[step.Second], values[step.Third]);
                    break;
                case PlanOperation.Choose:
                    values[step.Target] = PlanValue.Choose(conditions[step.First], values[step.Second], values[step.Third]);
                    break;
                case <= PlanOperation.NotEqual:
                    conditions[step.Target] = Compare(step.Operation, values[step.First], values[step.Second]);
                    break;
                case PlanOperation.NotNegative or PlanOperation.Below when !IsSigned(values[step.First], values[step.Third]):
                    conditions[step.Target] = PlanCondition.Less(values[step.Second], values[step.Third]);
                    break;
                case PlanOperation.NotNegative:
                    conditions[step.Target] = PlanCondition.GreaterOrEqual(values[step.First], 0);
                    break;
                case PlanOperation.Below:
                    conditions[step.Target] = PlanCondition.Less(values[step.First], values[step.Third]);
                    break;
                case PlanOperation.Runs:
                    conditions[step.Target] = PlanCondition.Runs(values[step.First]);
                    break;
                case PlanOperation.Copy:
                    conditions[step.Target] = conditions[step.First];
                    break;
                case PlanOperation.AfterEffects:
                    plan.AfterEffects(step.Target);
                    break;
                case PlanOperation.Fails:
                    plan.Guard(step.Target, conditions.Slice(step.Second, step.Third));
                    break;
                default:
                    bool isMust = step.Operation == PlanOperation.MustAccess;
                    plan.Access(step.Target, values[step.First], isMust, conditions.Slice(step.Second, step.Third));
                    break;
            }
        }
    }

    // Whether an unsigned comparison says of an int that it is between 0 and the limit.
    private static bool IsSigned(in PlanValue value, in PlanValue limit)
        => !value.IsUnknown && value.Lowest >= int.MinValue && value.Highest <= int.MaxValue && !limit.IsUnknown && limit.Highest <= int.MaxValue;

    /// <summary>The power of two that a shift divides by, or of which a mask keeps the remainder; 0 for others.</summary>
    private static PlanValue DivisorOf(PlanOperation operation, in PlanValue right)
    {
        if (!right.TryConstant(out long number) || number < 1) return 0;
        if (operation == PlanOperation.ShiftRight) return number < 62 ? 1L << (int)number : 0;
        return number < long.MaxValue && long.IsPow2(number + 1) ? number + 1 : 0;
    }

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
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation with one operand."),
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
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation with two operands."),
    };

    private static PlanCondition Compare(PlanOperation operation, in PlanValue left, in PlanValue right) => operation switch
    {
        PlanOperation.Less => PlanCondition.Less(left, right),
        PlanOperation.LessOrEqual => PlanCondition.LessOrEqual(left, right),
        PlanOperation.Greater => PlanCondition.Greater(left, right),
        PlanOperation.GreaterOrEqual => PlanCondition.GreaterOrEqual(left, right),
        PlanOperation.Equal => PlanCondition.Equal(left, right),
        PlanOperation.NotEqual => PlanCondition.NotEqual(left, right),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not a comparison."),
    };
}
