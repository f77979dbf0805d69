using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>
/// An integer that a launch can evaluate for all work items, computed without wrapping. <see cref="PlanNodes"/> makes each of a kernel's
/// expressions once, so that equal expressions are the same object, and facts about an expression are found once.
/// </summary>
/// <param name="own">The traits of the expression without its parts.</param>
/// <param name="parts">The expressions that this one is made of.</param>
internal abstract class PlanExpression(PlanTraits own, params PlanExpression[] parts)
{
    private PlanRange? _range;
    private PlanBounds? _bounds;

    /// <summary>The expressions that this one is made of.</summary>
    public IReadOnlyList<PlanExpression> Parts => parts;

    /// <summary>The number of expressions in this one when it is written out.</summary>
    public int Size { get; } = SizeOf(parts);

    /// <summary>The traits of the expression and of all its parts.</summary>
    public PlanTraits Traits { get; } = TraitsOf(own, parts);

    /// <summary>The range of the value in every launch.</summary>
    public PlanRange Range => _range ??= PlanRange.Find(this);

    /// <summary>The sides on which the value is bounded although a part of it is unknown.</summary>
    public PlanBounds Bounds => _bounds ??= PlanBounds.Find(this);

    /// <summary>Whether an unknown is in the expression, so that it may have several values for one work item and iteration.</summary>
    public bool HasUnknown => Has(PlanTraits.Unknown);

    /// <summary>Whether the expression has any of some traits.</summary>
    /// <param name="traits">The traits.</param>
    /// <returns>True when it has one.</returns>
    public bool Has(PlanTraits traits) => (Traits & traits) != 0;

    /// <summary>Whether this expression or a part of it fulfils a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>True when one does.</returns>
    public bool Any(Func<PlanExpression, bool> condition)
    {
        if (condition(this))
        {
            return true;
        }

        foreach (PlanExpression part in parts)
        {
            if (part.Any(condition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the expression has the value of a local when an iteration of a loop begins.</summary>
    /// <param name="loop">The loop's number.</param>
    /// <returns>True when it has one.</returns>
    public bool IsCarriedBy(int loop) => Has(PlanTraits.Carried) && Any(part => part is PlanCarried carried && carried.Loop == loop);

    private static int SizeOf(PlanExpression[] parts)
    {
        int size = 1;
        foreach (PlanExpression part in parts)
        {
            size += part.Size;
        }

        return size;
    }

    private static PlanTraits TraitsOf(PlanTraits own, PlanExpression[] parts)
    {
        foreach (PlanExpression part in parts)
        {
            own |= part.Traits;
        }

        return own;
    }
}

/// <summary>A value that depends on data, or is too hard to follow. Two unknowns are never the same value.</summary>
/// <param name="reason">The reason.</param>
internal sealed class PlanUnknown(PlanReason reason) : PlanExpression(PlanTraits.Unknown)
{
    /// <summary>The reason.</summary>
    public PlanReason Reason => reason;
}

/// <summary>A number.</summary>
/// <param name="value">The number.</param>
internal sealed class PlanConstant(long value) : PlanExpression(PlanTraits.None)
{
    /// <summary>The number.</summary>
    public long Value => value;
}

/// <summary>An index of the work item.</summary>
/// <param name="dimension">The dimension.</param>
internal sealed class PlanIndex(int dimension) : PlanExpression(PlanTraits.Index)
{
    /// <summary>The dimension.</summary>
    public int Dimension => dimension;
}

/// <summary>A scalar argument, or a field of one.</summary>
/// <param name="parameter">The parameter's number in <see cref="KernelModel.Parameters"/>.</param>
/// <param name="path">The fields down to the value, each with a dot before it.</param>
/// <param name="kind">Its type. A <see cref="bool"/> is 0 or 1; a struct has fields but is not a number.</param>
internal sealed class PlanScalar(int parameter, string path, ValueKind kind) : PlanExpression(PlanTraits.None)
{
    /// <summary>The parameter's number in <see cref="KernelModel.Parameters"/>.</summary>
    public int Parameter => parameter;

    /// <summary>The fields down to the value, each with a dot before it.</summary>
    public string Path => path;

    /// <summary>Its type.</summary>
    public ValueKind Kind => kind;
}

/// <summary>The length of a span parameter.</summary>
/// <param name="parameter">The parameter's number in <see cref="KernelModel.Parameters"/>.</param>
internal sealed class PlanLength(int parameter) : PlanExpression(PlanTraits.None)
{
    /// <summary>The parameter's number in <see cref="KernelModel.Parameters"/>.</summary>
    public int Parameter => parameter;
}

/// <summary>The variable of a loop, within the loop.</summary>
/// <param name="loop">The loop's number.</param>
/// <param name="kind">The variable's type.</param>
/// <param name="turns">Whether the value goes on unwrapped where the variable wraps.</param>
internal sealed class PlanLoopValue(int loop, ValueKind kind, bool turns)
    : PlanExpression(turns ? PlanTraits.LoopValue | PlanTraits.TurningLoopValue : PlanTraits.LoopValue)
{
    /// <summary>The loop's number.</summary>
    public int Loop => loop;

    /// <summary>The variable's type.</summary>
    public ValueKind Kind => kind;

    /// <summary>Whether the value goes on unwrapped where the variable wraps.</summary>
    public bool Turns => turns;
}

/// <summary>The value of a local when an iteration of an examined loop begins; never part of a model.</summary>
/// <param name="loop">The loop's number.</param>
/// <param name="local">The local.</param>
/// <param name="kind">Its type.</param>
internal sealed class PlanCarried(int loop, int local, ValueKind kind) : PlanExpression(PlanTraits.Carried)
{
    /// <summary>The loop's number.</summary>
    public int Loop => loop;

    /// <summary>The local.</summary>
    public int Local => local;

    /// <summary>Its type.</summary>
    public ValueKind Kind => kind;
}

/// <summary>A negative or a complement.</summary>
/// <param name="operation">The operator.</param>
/// <param name="operand">The operand.</param>
internal sealed class PlanUnary(UnaryOperator operation, PlanExpression operand) : PlanExpression(PlanTraits.None, operand)
{
    /// <summary>The operator.</summary>
    public UnaryOperator Operator => operation;

    /// <summary>The operand.</summary>
    public PlanExpression Operand => operand;
}

/// <summary>An operation of two values.</summary>
/// <param name="operation">The operator.</param>
/// <param name="left">The left operand.</param>
/// <param name="right">The right operand.</param>
internal sealed class PlanBinary(BinaryOperator operation, PlanExpression left, PlanExpression right) : PlanExpression(PlanTraits.None, left, right)
{
    /// <summary>The operator.</summary>
    public BinaryOperator Operator => operation;

    /// <summary>The left operand.</summary>
    public PlanExpression Left => left;

    /// <summary>The right operand.</summary>
    public PlanExpression Right => right;
}

/// <summary>A value wrapped to a type.</summary>
/// <param name="kind">The type.</param>
/// <param name="operand">The value.</param>
internal sealed class PlanWrap(ValueKind kind, PlanExpression operand) : PlanExpression(PlanTraits.None, operand)
{
    /// <summary>The type.</summary>
    public ValueKind Kind => kind;

    /// <summary>The value.</summary>
    public PlanExpression Operand => operand;
}

/// <summary>A value if it fits a type, else unknown: for values that the kernel itself does not compute.</summary>
/// <param name="kind">The type.</param>
/// <param name="operand">The value.</param>
internal sealed class PlanFit(ValueKind kind, PlanExpression operand) : PlanExpression(PlanTraits.None, operand)
{
    /// <summary>The type.</summary>
    public ValueKind Kind => kind;

    /// <summary>The value.</summary>
    public PlanExpression Operand => operand;
}

/// <summary>A function of values.</summary>
/// <param name="function">The function.</param>
/// <param name="arguments">The arguments.</param>
internal sealed class PlanCall(PlanFunction function, params PlanExpression[] arguments) : PlanExpression(PlanTraits.None, arguments)
{
    /// <summary>The function.</summary>
    public PlanFunction Function => function;

    /// <summary>The arguments.</summary>
    public IReadOnlyList<PlanExpression> Arguments => Parts;
}

/// <summary>A comparison, which is true or false.</summary>
/// <param name="operation">The operator.</param>
/// <param name="left">The left operand.</param>
/// <param name="right">The right operand.</param>
internal sealed class PlanComparison(BinaryOperator operation, PlanExpression left, PlanExpression right) : PlanExpression(PlanTraits.None, left, right)
{
    /// <summary>The operator.</summary>
    public BinaryOperator Operator => operation;

    /// <summary>The left operand.</summary>
    public PlanExpression Left => left;

    /// <summary>The right operand.</summary>
    public PlanExpression Right => right;
}

/// <summary>Two conditions, joined.</summary>
/// <param name="both">Whether both must hold; else one of them suffices.</param>
/// <param name="left">The left one.</param>
/// <param name="right">The right one.</param>
internal sealed class PlanLogic(bool both, PlanExpression left, PlanExpression right) : PlanExpression(PlanTraits.None, left, right)
{
    /// <summary>Whether both must hold; else one of them suffices.</summary>
    public bool Both => both;

    /// <summary>The left one.</summary>
    public PlanExpression Left => left;

    /// <summary>The right one.</summary>
    public PlanExpression Right => right;
}

/// <summary>
/// One of two values, chosen by a comparison or by something unknown. An access of such an element becomes two accesses, see <see cref="PlanCases"/>; where
/// that would be too many, and in the bounds of loops, a launch takes both values for possible unless its work items decide.
/// </summary>
/// <param name="condition">The condition.</param>
/// <param name="whenTrue">The value when it holds.</param>
/// <param name="whenFalse">The value when it does not.</param>
internal sealed class PlanSelect(PlanExpression condition, PlanExpression whenTrue, PlanExpression whenFalse)
    : PlanExpression(PlanTraits.Select, condition, whenTrue, whenFalse)
{
    /// <summary>The condition.</summary>
    public PlanExpression Condition => condition;

    /// <summary>The value when it holds.</summary>
    public PlanExpression WhenTrue => whenTrue;

    /// <summary>The value when it does not.</summary>
    public PlanExpression WhenFalse => whenFalse;
}
