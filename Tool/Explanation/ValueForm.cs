using HmmGen.Planning.Steps;

namespace HmmGen.Tool.Explanation;

/// <summary>The shape of a value in a plan, and the variables that it follows.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Variables">A bit for each index and loop variable; the bits of more than 64 variables are shared.</param>
internal readonly record struct ValueForm(ValueShape Shape, ulong Variables = 0)
{
    /// <summary>Whether the plan follows the value.</summary>
    public bool IsAffine => Shape <= ValueShape.Affine;

    /// <summary>Whether the plan has bounds for the value.</summary>
    public bool IsBounded => Shape <= ValueShape.Bounded;

    /// <summary>The result of an operation on one value.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="value">The value.</param>
    /// <returns>The result's form.</returns>
    public static ValueForm Of(PlanOperation operation, ValueForm value) => operation switch
    {
        PlanOperation.SByte or PlanOperation.Byte or PlanOperation.Int16 or PlanOperation.UInt16 when !value.IsAffine => new(ValueShape.Bounded, value.Variables),
        PlanOperation.Int32 or PlanOperation.UInt32 when !value.IsBounded => new(ValueShape.Wide),
        PlanOperation.UInt64 when !value.IsBounded => new(ValueShape.Unknown),
        PlanOperation.Abs when value.Shape != ValueShape.Uniform => value with { Shape = value.IsBounded ? ValueShape.Bounded : value.Shape },
        PlanOperation.Negate or PlanOperation.Complement => value with { Shape = Mirrored(value.Shape) },
        >= PlanOperation.FitsSByte and <= PlanOperation.FitsInt64 when !value.IsBounded => new(ValueShape.Unknown),
        _ => value,
    };

    /// <summary>The result of an operation on two values.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The result's form.</returns>
    public static ValueForm Of(PlanOperation operation, ValueForm left, ValueForm right)
    {
        ulong variables = left.Variables | right.Variables;
        if (left.Shape == ValueShape.Uniform && right.Shape == ValueShape.Uniform)
        {
            return new ValueForm(ValueShape.Uniform);
        }

        return new ValueForm(
            operation switch
            {
                PlanOperation.Add => Worse(left.Shape, right.Shape),
                PlanOperation.Subtract => Worse(left.Shape, Mirrored(right.Shape)),
                PlanOperation.Multiply or PlanOperation.ShiftLeft when left.IsBounded && right.IsBounded
                    => IsScaling(operation, left, right) ? Worse(left.Shape, right.Shape) : ValueShape.Bounded,
                PlanOperation.Divide or PlanOperation.ShiftRight => right.IsBounded && left.Shape != ValueShape.Unknown ? ValueShape.Bounded : ValueShape.Unknown,
                PlanOperation.Remainder => right.IsBounded ? ValueShape.Bounded : ValueShape.Unknown,
                PlanOperation.And => left.IsBounded || right.IsBounded ? ValueShape.Bounded : Worse(left.Shape, right.Shape),
                PlanOperation.Or or PlanOperation.ExclusiveOr => left.IsBounded && right.IsBounded ? ValueShape.Bounded : ValueShape.Unknown,
                PlanOperation.Min => Clamped(left, right, ValueShape.Floored, ValueShape.Capped),
                PlanOperation.Max when left.Shape != ValueShape.Unknown && right.Shape != ValueShape.Unknown
                    => Clamped(left, right, ValueShape.Capped, ValueShape.Floored),
                _ => ValueShape.Unknown,
            },
            variables);
    }

    /// <summary>The form of a value that a condition chooses.</summary>
    /// <param name="condition">The condition's form.</param>
    /// <param name="whenTrue">The one value.</param>
    /// <param name="whenFalse">The other value.</param>
    /// <returns>The result's form.</returns>
    public static ValueForm Choose(ValueForm condition, ValueForm whenTrue, ValueForm whenFalse)
        => condition is { IsAffine: true, Variables: 0 } && (whenTrue.Shape, whenFalse.Shape) == (ValueShape.Uniform, ValueShape.Uniform)
            ? new ValueForm(ValueShape.Uniform)
            : new ValueForm(
                whenTrue.IsBounded && whenFalse.IsBounded ? ValueShape.Bounded : ValueShape.Unknown,
                condition.Variables | whenTrue.Variables | whenFalse.Variables);

    // A value that was limited on the other side already is bounded by a limit on this one.
    private static ValueShape Clamped(ValueForm left, ValueForm right, ValueShape before, ValueShape after)
    {
        if (left.IsBounded && right.IsBounded)
        {
            return ValueShape.Bounded;
        }

        ValueForm open = left.IsBounded ? right : left;
        return !left.IsBounded && !right.IsBounded ? Worse(left.Shape, right.Shape)
            : open.Shape == before ? ValueShape.Bounded
            : after;
    }

    private static bool IsScaling(PlanOperation operation, ValueForm left, ValueForm right)
        => right.Shape == ValueShape.Uniform || (operation == PlanOperation.Multiply && left.Shape == ValueShape.Uniform);

    private static ValueShape Worse(ValueShape left, ValueShape right)
        => left > ValueShape.Bounded && right > ValueShape.Bounded && left != right
            ? (left == ValueShape.Unknown || right == ValueShape.Unknown ? ValueShape.Unknown : ValueShape.Wide)
            : (ValueShape)Math.Max((int)left, (int)right);

    private static ValueShape Mirrored(ValueShape shape) => shape switch
    {
        ValueShape.Capped => ValueShape.Floored,
        ValueShape.Floored => ValueShape.Capped,
        _ => shape,
    };
}
