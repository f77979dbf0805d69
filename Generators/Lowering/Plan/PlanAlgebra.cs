using System.Numerics;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Makes <see cref="PlanExpression"/>s of one kernel, simplified a little and never too large.</summary>
internal sealed class PlanAlgebra
{
    private const int MostParts = 150;

    private readonly PlanNodes _nodes = new();
    private readonly Dictionary<PlanExpression, AffineForm> _forms = [];

    /// <summary>Makes expressions without parts, and expressions that must not be simplified.</summary>
    public PlanNodes Nodes => _nodes;

    /// <summary>An unknown value.</summary>
    /// <param name="cause">The cause.</param>
    /// <param name="name">The name of the cause, where there is one.</param>
    /// <param name="line">The source line of the cause; 0 when it has none.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Unknown(PlanCause cause, string name = "", int line = 0)
        => _nodes.Unknown(new PlanReason(PlanSubject.Index, cause, name, line));

    /// <summary>Makes a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Constant(long value) => _nodes.Constant(value);

    /// <summary>An expression as a sum of products with numbers.</summary>
    /// <param name="expression">The expression, without unknowns.</param>
    /// <returns>The sum.</returns>
    public AffineForm Affine(PlanExpression expression)
    {
        if (!_forms.TryGetValue(expression, out AffineForm? form))
        {
            form = AffineForm.Of(expression);
            _forms.Add(expression, form);
        }

        return form;
    }

    /// <summary>Adds.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The sum.</returns>
    public PlanExpression Add(PlanExpression left, PlanExpression right) => (left, right) switch
    {
        (PlanUnknown, _) => left,
        (_, PlanUnknown) => right,
        (PlanConstant { Value: 0 }, _) => right,
        (_, PlanConstant { Value: 0 }) => left,
        (PlanConstant a, PlanConstant b) => Number((BigInteger)a.Value + b.Value),
        (PlanConstant, _) => Add(right, left),
        (PlanBinary { Operator: BinaryOperator.Add, Right: PlanConstant a } sum, PlanConstant b) => Add(sum.Left, Number((BigInteger)a.Value + b.Value)),
        (PlanBinary { Operator: BinaryOperator.Subtract, Right: PlanConstant a } sum, PlanConstant b)
            => Add(sum.Left, Number((BigInteger)b.Value - a.Value)),
        (_, PlanConstant { Value: < 0 and > long.MinValue } b) => Checked(_nodes.Binary(BinaryOperator.Subtract, left, Constant(-b.Value))),
        _ when left == right && !left.HasUnknown => Multiply(left, Constant(2)),
        _ => Checked(_nodes.Binary(BinaryOperator.Add, left, right)),
    };

    /// <summary>Subtracts.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The difference.</returns>
    public PlanExpression Subtract(PlanExpression left, PlanExpression right) => (left, right) switch
    {
        (PlanUnknown, _) => left,
        (_, PlanUnknown) => right,
        (_, PlanConstant { Value: > long.MinValue } b) => Add(left, Constant(-b.Value)),
        (PlanConstant { Value: 0 }, _) => Negate(right),
        _ when left == right && !left.HasUnknown => Constant(0),
        _ => Checked(_nodes.Binary(BinaryOperator.Subtract, left, right)),
    };

    /// <summary>What a number leaves when its quotient times the divisor is taken away: the remainder, which is less than the divisor.</summary>
    /// <param name="kind">The type, an integer. Only its bits count.</param>
    /// <param name="left">The number.</param>
    /// <param name="right">What is taken away.</param>
    /// <returns>The remainder; null when the right side is something else.</returns>
    public PlanExpression? Rest(ValueKind kind, PlanExpression left, PlanExpression right)
        => right is not PlanBinary { Operator: BinaryOperator.Multiply } product ? null
            : Rest(kind, left, product.Left, product.Right) ?? Rest(kind, left, product.Right, product.Left);

    private PlanExpression? Rest(ValueKind kind, PlanExpression number, PlanExpression quotient, PlanExpression divisor)
        => quotient is PlanBinary { Operator: BinaryOperator.Divide, HasUnknown: false } of && Unwrap(kind, of.Left) == number && Unwrap(kind, of.Right) == divisor
            ? Binary(BinaryOperator.Remainder, of.Left, of.Right)
            : null;

    /// <summary>Multiplies.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The product.</returns>
    public PlanExpression Multiply(PlanExpression left, PlanExpression right) => (left, right) switch
    {
        (PlanUnknown, _) => left,
        (_, PlanUnknown) => right,

        // A product of 0 and data stays unknown: an access with that index is only may, and so a launch is not refused before earlier effects have happened.
        (PlanConstant { Value: 0 }, { HasUnknown: false }) or ({ HasUnknown: false }, PlanConstant { Value: 0 }) => Constant(0),
        (PlanConstant { Value: 1 }, _) => right,
        (_, PlanConstant { Value: 1 }) => left,
        (PlanConstant { Value: -1 }, _) => Negate(right),
        (_, PlanConstant { Value: -1 }) => Negate(left),
        (PlanConstant a, PlanConstant b) => Number((BigInteger)a.Value * b.Value),
        (PlanBinary { Operator: BinaryOperator.Multiply, Right: PlanConstant a } product, PlanConstant b)
            => Multiply(product.Left, Number((BigInteger)a.Value * b.Value)),
        (PlanBinary { Operator: BinaryOperator.Multiply, Left: PlanConstant a } product, PlanConstant b)
            => Multiply(Number((BigInteger)a.Value * b.Value), product.Right),
        _ => Checked(_nodes.Binary(BinaryOperator.Multiply, left, right)),
    };

    /// <summary>Negates.</summary>
    /// <param name="operand">The operand.</param>
    /// <returns>The negative.</returns>
    public PlanExpression Negate(PlanExpression operand) => operand switch
    {
        PlanUnknown => operand,
        PlanConstant constant => Number(-(BigInteger)constant.Value),
        PlanUnary { Operator: UnaryOperator.Negate } negative => negative.Operand,
        _ => Checked(_nodes.Unary(UnaryOperator.Negate, operand)),
    };

    /// <summary>The bitwise complement.</summary>
    /// <param name="operand">The operand.</param>
    /// <returns>The complement.</returns>
    public PlanExpression Complement(PlanExpression operand) => operand switch
    {
        PlanUnknown => operand,
        PlanConstant constant => Constant(~constant.Value),
        _ => Checked(_nodes.Unary(UnaryOperator.Complement, operand)),
    };

    /// <summary>Makes an operation other than a comparison.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand; a count of bits is from 0 to 63.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Binary(BinaryOperator operation, PlanExpression left, PlanExpression right) => operation switch
    {
        BinaryOperator.Add => Add(left, right),
        BinaryOperator.Subtract => Subtract(left, right),
        BinaryOperator.Multiply => Multiply(left, right),
        _ when left is PlanConstant a && right is PlanConstant b => Fold(operation, a.Value, b.Value),
        BinaryOperator.ShiftLeft when right is PlanConstant { Value: >= 0 and <= 62 } count => Multiply(left, Constant(1L << (int)count.Value)),
        BinaryOperator.ShiftRight when right is PlanConstant { Value: 0 } => left,
        BinaryOperator.Divide when right is PlanConstant { Value: 1 } => left,
        BinaryOperator.Remainder when right is not PlanUnknown => Checked(_nodes.Binary(operation, left, right)),
        BinaryOperator.And when left.Range.Lowest >= 0 || right.Range.Lowest >= 0 => Checked(_nodes.Binary(operation, left, right)),
        BinaryOperator.Divide or BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight
            or BinaryOperator.And or BinaryOperator.Or or BinaryOperator.ExclusiveOr
            => left is PlanUnknown ? left : right is PlanUnknown ? right : Checked(_nodes.Binary(operation, left, right)),
        _ => left is PlanUnknown ? left : right is PlanUnknown ? right : Unknown(PlanCause.Function, operation.ToString()),
    };

    /// <summary>The lesser of two values.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Min(PlanExpression left, PlanExpression right) => Choose(PlanFunction.Min, left, right);

    /// <summary>The greater of two values.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Max(PlanExpression left, PlanExpression right) => Choose(PlanFunction.Max, left, right);

    /// <summary>The absolute value.</summary>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Abs(PlanExpression operand) => operand switch
    {
        PlanUnknown => operand,
        PlanConstant constant => Number(BigInteger.Abs(constant.Value)),
        _ when operand.Range.Lowest >= 0 => operand,
        _ => Checked(_nodes.Call(PlanFunction.Abs, operand)),
    };

    /// <summary>One of two values, chosen by a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="whenTrue">The value when it holds.</param>
    /// <param name="whenFalse">The value when it does not.</param>
    /// <returns>The expression; unknown when the condition is.</returns>
    public PlanExpression Select(PlanExpression condition, PlanExpression whenTrue, PlanExpression whenFalse)
        => condition is PlanConstant constant ? (constant.Value != 0 ? whenTrue : whenFalse)
            : whenTrue == whenFalse ? whenTrue
            : condition.HasUnknown ? _nodes.Unknown(ReasonOf(condition)!)
            : Checked(_nodes.Select(condition, whenTrue, whenFalse));

    /// <summary>One of two values, chosen by something unknown. Each is a choice of its own, since two unknown conditions are never known to be the same.</summary>
    /// <param name="condition">The unknown.</param>
    /// <param name="whenTrue">The one value.</param>
    /// <param name="whenFalse">The other value.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Either(PlanUnknown condition, PlanExpression whenTrue, PlanExpression whenFalse)
        => Checked(new PlanSelect(condition, whenTrue, whenFalse));

    /// <summary>Wraps a value to a type, unless it always fits.</summary>
    /// <param name="kind">The type, an integer.</param>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Wrap(ValueKind kind, PlanExpression operand)
    {
        PlanRange range = PlanRange.Of(kind);
        if (operand.Range.IsIn(range))
        {
            return operand;
        }

        return operand switch
        {
            PlanUnknown when kind is ValueKind.Int32 or ValueKind.Int64 or ValueKind.UInt64 => operand,
            PlanConstant constant => Number(Turn(constant.Value, range)),
            PlanWrap inner when Bits(inner.Kind) >= Bits(kind) => Wrap(kind, inner.Operand),
            _ => Checked(_nodes.Wrap(kind, operand)),
        };
    }

    /// <summary>Makes a value unknown if it does not fit a type.</summary>
    /// <param name="kind">The type, an integer.</param>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Fit(ValueKind kind, PlanExpression operand)
        => operand.Range.IsIn(PlanRange.Of(kind)) || operand is PlanUnknown ? operand
            : operand is PlanConstant ? Unknown(PlanCause.Range)
            : Checked(_nodes.Fit(kind, operand));

    /// <summary>Removes wrapping that an operation of a type does not need, since it only uses as many low bits.</summary>
    /// <param name="kind">The operation's type.</param>
    /// <param name="operand">Its operand.</param>
    /// <returns>An expression whose low bits are the same.</returns>
    public static PlanExpression Unwrap(ValueKind kind, PlanExpression operand)
        => operand is PlanWrap { Operand: not PlanUnknown } wrap && Bits(wrap.Kind) >= Bits(kind) ? wrap.Operand : operand;

    /// <summary>Makes a comparison.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The expression; unknown when an operand has an unknown.</returns>
    public PlanExpression Compare(BinaryOperator operation, PlanExpression left, PlanExpression right)
        => ReasonOf(left) is { } reason || (reason = ReasonOf(right)) is not null
            ? _nodes.Unknown(reason)
            : Checked(_nodes.Comparison(operation, left, right));

    /// <summary>Joins two conditions.</summary>
    /// <param name="both">Whether both must hold; else one of them suffices.</param>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Logic(bool both, PlanExpression left, PlanExpression right) => (left, right) switch
    {
        (PlanConstant a, _) => (a.Value != 0) == both ? right : left,
        (_, PlanConstant b) => (b.Value != 0) == both ? left : right,
        (PlanUnknown, PlanUnknown) => left,
        _ => Checked(_nodes.Logic(both, left, right)),
    };

    /// <summary>Negates a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The expression.</returns>
    public PlanExpression Not(PlanExpression condition) => condition switch
    {
        PlanConstant constant => Constant(1 - constant.Value),
        PlanComparison comparison => _nodes.Comparison(comparison.Operator.Opposite(), comparison.Left, comparison.Right),
        PlanLogic logic => Logic(!logic.Both, Not(logic.Left), Not(logic.Right)),
        PlanUnknown => condition,
        _ => Unknown(PlanCause.Function, nameof(UnaryOperator.Not)),
    };

    /// <summary>Replaces parts of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="replace">The replacement of a part; null to look into the part.</param>
    /// <returns>The new expression.</returns>
    public PlanExpression Substitute(PlanExpression expression, Func<PlanExpression, PlanExpression?> replace)
    {
        Dictionary<PlanExpression, PlanExpression> done = [];
        return Inner(expression);

        PlanExpression Inner(PlanExpression part)
        {
            if (!done.TryGetValue(part, out PlanExpression? other))
            {
                other = replace(part) ?? Rebuild(part, Inner);
                done.Add(part, other);
            }

            return other;
        }
    }

    /// <summary>The reason why an expression has an unknown.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The reason of its first unknown; null when there is none.</returns>
    public static PlanReason? ReasonOf(PlanExpression expression)
    {
        if (!expression.HasUnknown)
        {
            return null;
        }

        while (expression is not PlanUnknown)
        {
            expression = expression.Parts.First(static part => part.HasUnknown);
        }

        return ((PlanUnknown)expression).Reason;
    }

    private PlanExpression Rebuild(PlanExpression expression, Func<PlanExpression, PlanExpression> inner) => expression switch
    {
        PlanUnary { Operator: UnaryOperator.Negate } unary => Negate(inner(unary.Operand)),
        PlanUnary unary => Complement(inner(unary.Operand)),
        PlanBinary binary => Binary(binary.Operator, inner(binary.Left), inner(binary.Right)),
        PlanWrap wrap => Wrap(wrap.Kind, inner(wrap.Operand)),
        PlanFit fit => Fit(fit.Kind, inner(fit.Operand)),
        PlanCall { Function: PlanFunction.Abs } call => Abs(inner(call.Arguments[0])),
        PlanCall call => Choose(call.Function, inner(call.Arguments[0]), inner(call.Arguments[1])),
        PlanComparison comparison => Compare(comparison.Operator, inner(comparison.Left), inner(comparison.Right)),
        PlanLogic logic => Logic(logic.Both, inner(logic.Left), inner(logic.Right)),
        PlanSelect select => Rebuild(select, inner),
        _ => expression,
    };

    private PlanExpression Rebuild(PlanSelect select, Func<PlanExpression, PlanExpression> inner)
    {
        (PlanExpression whenTrue, PlanExpression whenFalse) = (inner(select.WhenTrue), inner(select.WhenFalse));
        return select.Condition is not PlanUnknown unknown ? Select(inner(select.Condition), whenTrue, whenFalse)
            : whenTrue == select.WhenTrue && whenFalse == select.WhenFalse ? select
            : Either(unknown, whenTrue, whenFalse);
    }

    private PlanExpression Choose(PlanFunction function, PlanExpression left, PlanExpression right)
        => (left is PlanUnknown && right is PlanUnknown) || left == right
            ? left
            : left is PlanConstant a && right is PlanConstant b
                ? Constant(function == PlanFunction.Min ? Math.Min(a.Value, b.Value) : Math.Max(a.Value, b.Value))
                : Checked(_nodes.Call(function, left, right));

    private PlanExpression Checked(PlanExpression expression)
        => expression.Size > MostParts ? Unknown(PlanCause.Size) : expression;

    private PlanExpression Fold(BinaryOperator operation, long left, long right) => operation switch
    {
        BinaryOperator.Divide or BinaryOperator.Remainder when right == 0 => Unknown(PlanCause.Range),
        BinaryOperator.Divide => Number(BigInteger.Divide(left, right)),
        BinaryOperator.Remainder => Number(BigInteger.Remainder(left, right)),
        BinaryOperator.ShiftLeft => Number((BigInteger)left << (int)right),
        BinaryOperator.ShiftRight => Constant(left >> (int)right),
        BinaryOperator.And => Constant(left & right),
        BinaryOperator.Or => Constant(left | right),
        BinaryOperator.ExclusiveOr => Constant(left ^ right),
        _ => Unknown(PlanCause.Function, operation.ToString()),
    };

    private PlanExpression Number(BigInteger value)
        => value >= long.MinValue && value <= long.MaxValue ? Constant((long)value) : Unknown(PlanCause.Range);

    private static BigInteger Turn(BigInteger value, PlanRange range)
    {
        BigInteger lowest = range.Lowest ?? value;
        BigInteger size = (range.Highest ?? value) - lowest + 1;
        BigInteger rest = (value - lowest) % size;
        return lowest + (rest < 0 ? rest + size : rest);
    }

    private static int Bits(ValueKind kind) => kind switch
    {
        ValueKind.SByte or ValueKind.Byte => 8,
        ValueKind.Char or ValueKind.Int16 or ValueKind.UInt16 => 16,
        ValueKind.Int32 or ValueKind.UInt32 => 32,
        _ => 64,
    };
}
