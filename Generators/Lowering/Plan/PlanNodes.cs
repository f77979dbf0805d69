using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Makes the expressions of a kernel's plan, each once: equal expressions are the same object.</summary>
internal sealed class PlanNodes
{
    private readonly Dictionary<Key, PlanExpression> _made = [];

    private readonly Dictionary<PlanReason, PlanUnknown> _unknown = [];

    /// <summary>An unknown value.</summary>
    /// <param name="reason">The reason.</param>
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
    public PlanConstant Constant(long value) => Made<PlanConstant>(out Key key, value) ?? Kept(key, new PlanConstant(value));

    /// <summary>An index of the work item.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <returns>The expression.</returns>
    public PlanIndex Index(int dimension) => Made<PlanIndex>(out Key key, dimension) ?? Kept(key, new PlanIndex(dimension));

    /// <summary>A scalar argument, or a field of one.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="path">The fields down to the value, each with a dot before it.</param>
    /// <param name="kind">Its type.</param>
    /// <returns>The expression.</returns>
    public PlanScalar Scalar(int parameter, string path, ValueKind kind)
        => Made<PlanScalar>(out Key key, Pair(parameter, (int)kind), path) ?? Kept(key, new PlanScalar(parameter, path, kind));

    /// <summary>The length of a span parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The expression.</returns>
    public PlanLength Length(int parameter) => Made<PlanLength>(out Key key, parameter) ?? Kept(key, new PlanLength(parameter));

    /// <summary>The variable of a loop.</summary>
    /// <param name="loop">The loop's number.</param>
    /// <param name="kind">The variable's type.</param>
    /// <param name="turns">Whether the value goes on unwrapped where the variable wraps.</param>
    /// <returns>The expression.</returns>
    public PlanLoopValue LoopValue(int loop, ValueKind kind, bool turns)
        => Made<PlanLoopValue>(out Key key, Pair(loop, ((int)kind * 2) + (turns ? 1 : 0))) ?? Kept(key, new PlanLoopValue(loop, kind, turns));

    /// <summary>The value of a local when an iteration begins.</summary>
    /// <param name="loop">The loop's number.</param>
    /// <param name="local">The local.</param>
    /// <param name="kind">Its type.</param>
    /// <returns>The expression.</returns>
    public PlanCarried Carried(int loop, int local, ValueKind kind)
        => Made<PlanCarried>(out Key key, Pair(loop, local)) ?? Kept(key, new PlanCarried(loop, local, kind));

    /// <summary>A negative or a complement.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="operand">The operand.</param>
    /// <returns>The expression.</returns>
    public PlanUnary Unary(UnaryOperator operation, PlanExpression operand)
        => Made<PlanUnary>(out Key key, (int)operation, "", operand) ?? Kept(key, new PlanUnary(operation, operand));

    /// <summary>An operation of two values.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The expression.</returns>
    public PlanBinary Binary(BinaryOperator operation, PlanExpression left, PlanExpression right)
        => Made<PlanBinary>(out Key key, (int)operation, "", left, right) ?? Kept(key, new PlanBinary(operation, left, right));

    /// <summary>A value wrapped to a type.</summary>
    /// <param name="kind">The type.</param>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public PlanWrap Wrap(ValueKind kind, PlanExpression operand) => Made<PlanWrap>(out Key key, (int)kind, "", operand) ?? Kept(key, new PlanWrap(kind, operand));

    /// <summary>A value if it fits a type, else unknown.</summary>
    /// <param name="kind">The type.</param>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public PlanFit Fit(ValueKind kind, PlanExpression operand) => Made<PlanFit>(out Key key, (int)kind, "", operand) ?? Kept(key, new PlanFit(kind, operand));

    /// <summary>A function of one value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="argument">The value.</param>
    /// <returns>The expression.</returns>
    public PlanCall Call(PlanFunction function, PlanExpression argument) => Made<PlanCall>(out Key key, (int)function, "", argument) ?? Kept(key, new PlanCall(function, argument));

    /// <summary>A function of two values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="first">The first value.</param>
    /// <param name="second">The second value.</param>
    /// <returns>The expression.</returns>
    public PlanCall Call(PlanFunction function, PlanExpression first, PlanExpression second)
        => Made<PlanCall>(out Key key, (int)function, "", first, second) ?? Kept(key, new PlanCall(function, first, second));

    /// <summary>A comparison.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The expression.</returns>
    public PlanComparison Comparison(BinaryOperator operation, PlanExpression left, PlanExpression right)
        => Made<PlanComparison>(out Key key, (int)operation, "", left, right) ?? Kept(key, new PlanComparison(operation, left, right));

    /// <summary>Two conditions, joined.</summary>
    /// <param name="both">Whether both must hold; else one of them suffices.</param>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <returns>The expression.</returns>
    public PlanLogic Logic(bool both, PlanExpression left, PlanExpression right)
        => Made<PlanLogic>(out Key key, both ? 1 : 0, "", left, right) ?? Kept(key, new PlanLogic(both, left, right));

    /// <summary>One of two values.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="whenTrue">The value when it holds.</param>
    /// <param name="whenFalse">The value when it does not.</param>
    /// <returns>The expression.</returns>
    public PlanSelect Select(PlanExpression condition, PlanExpression whenTrue, PlanExpression whenFalse)
        => Made<PlanSelect>(out Key key, 0, "", condition, whenTrue, whenFalse) ?? Kept(key, new PlanSelect(condition, whenTrue, whenFalse));

    private static long Pair(int high, int low) => ((long)high << 32) | (uint)low;

    // Two steps, so that no closure is made for an expression that mostly exists already.
    private T? Made<T>(
        out Key key, long number, string name = "", PlanExpression? first = null, PlanExpression? second = null, PlanExpression? third = null)
        where T : PlanExpression
    {
        key = new Key(typeof(T), number, name, first, second, third);
        return _made.TryGetValue(key, out PlanExpression? expression) ? (T)expression : null;
    }

    private T Kept<T>(Key key, T expression)
        where T : PlanExpression
    {
        _made.Add(key, expression);
        return expression;
    }

    /// <summary>The key of an expression: its kind, a number, a name and its parts, which are made once themselves.</summary>
    private readonly record struct Key(
        Type Kind, long Number, string Name, PlanExpression? First, PlanExpression? Second, PlanExpression? Third);
}
