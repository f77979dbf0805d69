using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Makes the expressions of a kernel's plan, each once: equal expressions are the same object.</summary>
internal sealed class PlanNodes
{
    // An expression is told from others by its kind, a number, a name and its parts, which are made once themselves.
    private readonly Dictionary<(Type Kind, long Number, string Name, PlanExpression? First, PlanExpression? Second, PlanExpression? Third), PlanExpression>
        _made = [];

    private readonly Dictionary<PlanReason, PlanUnknown> _unknown = [];

    /// <summary>Something unknown.</summary>
    /// <param name="reason">Why.</param>
    /// <returns>The expression.</returns>
    public PlanUnknown Unknown(PlanReason reason)
    {
        if (!_unknown.TryGetValue(reason, out PlanUnknown? unknown))
        {
            unknown = new PlanUnknown(reason);
            _unknown.Add(reason, unknown);
        }

        return unknown;
    }

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The expression.</returns>
    public PlanConstant Constant(long value) => Once(value, "", () => new PlanConstant(value));

    /// <summary>An index of the work item.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <returns>The expression.</returns>
    public PlanIndex Index(int dimension) => Once(dimension, "", () => new PlanIndex(dimension));

    /// <summary>A scalar argument, or a field of one.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="path">The fields down to the value, each with a dot before it.</param>
    /// <param name="kind">Its type.</param>
    /// <returns>The expression.</returns>
    public PlanScalar Scalar(int parameter, string path, ValueKind kind)
        => Once(Pair(parameter, (int)kind), path, () => new PlanScalar(parameter, path, kind));

    /// <summary>The length of a span parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The expression.</returns>
    public PlanLength Length(int parameter) => Once(parameter, "", () => new PlanLength(parameter));

    /// <summary>The variable of a loop.</summary>
    /// <param name="loop">The loop's number.</param>
    /// <param name="kind">The variable's type.</param>
    /// <param name="turns">Whether the value goes on where the variable wraps.</param>
    /// <returns>The expression.</returns>
    public PlanLoopValue LoopValue(int loop, ValueKind kind, bool turns)
        => Once(Pair(loop, ((int)kind * 2) + (turns ? 1 : 0)), "", () => new PlanLoopValue(loop, kind, turns));

    /// <summary>What a local holds when an iteration begins.</summary>
    /// <param name="local">The local.</param>
    /// <param name="kind">Its type.</param>
    /// <returns>The expression.</returns>
    public PlanCarried Carried(int local, ValueKind kind) => Once(Pair(local, (int)kind), "", () => new PlanCarried(local, kind));

    /// <summary>A negative or a complement.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="operand">The operand.</param>
    /// <returns>The expression.</returns>
    public PlanUnary Unary(UnaryOperator operation, PlanExpression operand)
        => Once((int)operation, "", () => new PlanUnary(operation, operand), operand);

    /// <summary>An operation of two values.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The expression.</returns>
    public PlanBinary Binary(BinaryOperator operation, PlanExpression left, PlanExpression right)
        => Once((int)operation, "", () => new PlanBinary(operation, left, right), left, right);

    /// <summary>A value wrapped to a type.</summary>
    /// <param name="kind">The type.</param>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public PlanWrap Wrap(ValueKind kind, PlanExpression operand) => Once((int)kind, "", () => new PlanWrap(kind, operand), operand);

    /// <summary>A value where it fits a type.</summary>
    /// <param name="kind">The type.</param>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public PlanFit Fit(ValueKind kind, PlanExpression operand) => Once((int)kind, "", () => new PlanFit(kind, operand), operand);

    /// <summary>A function of one value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="argument">The value.</param>
    /// <returns>The expression.</returns>
    public PlanCall Call(PlanFunction function, PlanExpression argument) => Once((int)function, "", () => new PlanCall(function, argument), argument);

    /// <summary>A function of two values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="first">The first value.</param>
    /// <param name="second">The second value.</param>
    /// <returns>The expression.</returns>
    public PlanCall Call(PlanFunction function, PlanExpression first, PlanExpression second)
        => Once((int)function, "", () => new PlanCall(function, first, second), first, second);

    /// <summary>A comparison.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The expression.</returns>
    public PlanComparison Comparison(BinaryOperator operation, PlanExpression left, PlanExpression right)
        => Once((int)operation, "", () => new PlanComparison(operation, left, right), left, right);

    /// <summary>Two conditions together.</summary>
    /// <param name="both">Whether both must hold, and not only one of them.</param>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <returns>The expression.</returns>
    public PlanLogic Logic(bool both, PlanExpression left, PlanExpression right)
        => Once(both ? 1 : 0, "", () => new PlanLogic(both, left, right), left, right);

    /// <summary>One of two values.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="whenTrue">The value when it holds.</param>
    /// <param name="whenFalse">The value when it does not.</param>
    /// <returns>The expression.</returns>
    public PlanSelect Select(PlanExpression condition, PlanExpression whenTrue, PlanExpression whenFalse)
        => Once(0, "", () => new PlanSelect(condition, whenTrue, whenFalse), condition, whenTrue, whenFalse);

    private static long Pair(int high, int low) => ((long)high << 32) | (uint)low;

    private T Once<T>(
        long number, string name, Func<T> make, PlanExpression? first = null, PlanExpression? second = null, PlanExpression? third = null)
        where T : PlanExpression
    {
        if (!_made.TryGetValue((typeof(T), number, name, first, second, third), out PlanExpression? expression))
        {
            expression = make();
            _made.Add((typeof(T), number, name, first, second, third), expression);
        }

        return (T)expression;
    }
}
