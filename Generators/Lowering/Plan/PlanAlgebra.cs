using System.Numerics;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Makes <see cref="PlanExpression"/>s, simplified a little and never too large.</summary>
internal static class PlanAlgebra
{
    private const int MostParts = 150;

    /// <summary>Makes a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Constant(long value) => new PlanConstant(value);

    /// <summary>Adds.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The sum.</returns>
    public static PlanExpression Add(PlanExpression left, PlanExpression right) => (left, right) switch
    {
        (PlanUnknown, _) or (_, PlanUnknown) => PlanUnknown.Instance,
        (PlanConstant { Value: 0 }, _) => right,
        (_, PlanConstant { Value: 0 }) => left,
        (PlanConstant a, PlanConstant b) => Number((BigInteger)a.Value + b.Value),
        (PlanConstant, _) => Add(right, left),
        (PlanBinary { Operator: "+", Right: PlanConstant a } sum, PlanConstant b) => Add(sum.Left, Number((BigInteger)a.Value + b.Value)),
        (PlanBinary { Operator: "-", Right: PlanConstant a } sum, PlanConstant b) => Add(sum.Left, Number((BigInteger)b.Value - a.Value)),
        (_, PlanConstant { Value: < 0 and > long.MinValue } b) => Checked(new PlanBinary("-", left, Constant(-b.Value))),
        _ => Checked(new PlanBinary("+", left, right)),
    };

    /// <summary>Subtracts.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The difference.</returns>
    public static PlanExpression Subtract(PlanExpression left, PlanExpression right) => (left, right) switch
    {
        (PlanUnknown, _) or (_, PlanUnknown) => PlanUnknown.Instance,
        (_, PlanConstant { Value: > long.MinValue } b) => Add(left, Constant(-b.Value)),
        (PlanConstant { Value: 0 }, _) => Negate(right),
        _ when left == right && !IsUncertain(left) => Constant(0),
        _ => Checked(new PlanBinary("-", left, right)),
    };

    /// <summary>Multiplies.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The product.</returns>
    public static PlanExpression Multiply(PlanExpression left, PlanExpression right) => (left, right) switch
    {
        (PlanConstant { Value: 0 }, _) or (_, PlanConstant { Value: 0 }) => Constant(0),
        (PlanUnknown, _) or (_, PlanUnknown) => PlanUnknown.Instance,
        (PlanConstant { Value: 1 }, _) => right,
        (_, PlanConstant { Value: 1 }) => left,
        (PlanConstant { Value: -1 }, _) => Negate(right),
        (_, PlanConstant { Value: -1 }) => Negate(left),
        (PlanConstant a, PlanConstant b) => Number((BigInteger)a.Value * b.Value),
        _ => Checked(new PlanBinary("*", left, right)),
    };

    /// <summary>Negates.</summary>
    /// <param name="operand">The operand.</param>
    /// <returns>The negative.</returns>
    public static PlanExpression Negate(PlanExpression operand) => operand switch
    {
        PlanUnknown => operand,
        PlanConstant constant => Number(-(BigInteger)constant.Value),
        PlanUnary { Operator: "-" } negative => negative.Operand,
        _ => Checked(new PlanUnary("-", operand)),
    };

    /// <summary>Turns all bits round.</summary>
    /// <param name="operand">The operand.</param>
    /// <returns>The complement.</returns>
    public static PlanExpression Complement(PlanExpression operand) => operand switch
    {
        PlanUnknown => operand,
        PlanConstant constant => Constant(~constant.Value),
        _ => Checked(new PlanUnary("~", operand)),
    };

    /// <summary>Makes an operation other than a comparison.</summary>
    /// <param name="operation">The C# operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Binary(string operation, PlanExpression left, PlanExpression right) => operation switch
    {
        "+" => Add(left, right),
        "-" => Subtract(left, right),
        "*" => Multiply(left, right),
        "<<" when right is PlanConstant { Value: >= 0 and <= 62 } count => Multiply(left, Constant(1L << (int)count.Value)),
        ">>" when right is PlanConstant { Value: 0 } => left,
        "/" when right is PlanConstant { Value: 1 } => left,
        "%" when right is not PlanUnknown => Checked(new PlanBinary(operation, left, right)),
        "&" when PlanRange.Of(left).Lowest >= 0 || PlanRange.Of(right).Lowest >= 0 => Checked(new PlanBinary(operation, left, right)),
        "/" or "<<" or ">>" or "&" or "|" or "^" when left is not PlanUnknown && right is not PlanUnknown
            => Checked(new PlanBinary(operation, left, right)),
        _ => PlanUnknown.Instance,
    };

    /// <summary>The lesser of two values.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Min(PlanExpression left, PlanExpression right) => Choose("Min", left, right);

    /// <summary>The greater of two values.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Max(PlanExpression left, PlanExpression right) => Choose("Max", left, right);

    /// <summary>The value without its sign.</summary>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Abs(PlanExpression operand)
        => PlanRange.Of(operand).Lowest >= 0 ? operand
            : operand is PlanUnknown ? operand
            : Checked(new PlanCall("Abs", EquatableArray.Of(operand)));

    /// <summary>Wraps a value to a type, where it does not fit anyway.</summary>
    /// <param name="kind">The type, an integer.</param>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Wrap(ValueKind kind, PlanExpression operand)
    {
        PlanRange range = PlanRange.Of(kind);
        if (PlanRange.Of(operand).IsIn(range))
        {
            return operand;
        }

        return operand switch
        {
            PlanUnknown when kind is ValueKind.Int32 or ValueKind.Int64 or ValueKind.UInt64 => operand,
            PlanConstant constant => Number(Turn(constant.Value, range)),
            PlanWrap inner when Bits(inner.Kind) >= Bits(kind) => Wrap(kind, inner.Operand),
            _ => Checked(new PlanWrap(kind, operand)),
        };
    }

    /// <summary>Makes a value unknown where it does not fit a type.</summary>
    /// <param name="kind">The type, an integer.</param>
    /// <param name="operand">The value.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Fit(ValueKind kind, PlanExpression operand)
        => PlanRange.Of(operand).IsIn(PlanRange.Of(kind)) ? operand
            : operand is PlanUnknown or PlanConstant ? PlanUnknown.Instance
            : Checked(new PlanFit(kind, operand));

    /// <summary>Leaves out wrapping that an operation of a type, which only looks at as many low bits, does not need.</summary>
    /// <param name="kind">The operation's type.</param>
    /// <param name="operand">Its operand.</param>
    /// <returns>An expression whose low bits are the same.</returns>
    public static PlanExpression Unwrap(ValueKind kind, PlanExpression operand)
        => operand is PlanWrap { Operand: not PlanUnknown } wrap && Bits(wrap.Kind) >= Bits(kind) ? wrap.Operand : operand;

    /// <summary>Makes a comparison.</summary>
    /// <param name="operation">The C# operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The expression; unknown when an operand is uncertain.</returns>
    public static PlanExpression Compare(string operation, PlanExpression left, PlanExpression right)
        => IsUncertain(left) || IsUncertain(right) ? PlanUnknown.Instance : Checked(new PlanComparison(operation, left, right));

    /// <summary>Joins two conditions.</summary>
    /// <param name="both">Whether both must hold, and not only one of them.</param>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Logic(bool both, PlanExpression left, PlanExpression right) => (left, right) switch
    {
        (PlanConstant a, _) => (a.Value != 0) == both ? right : left,
        (_, PlanConstant b) => (b.Value != 0) == both ? left : right,
        _ => Checked(new PlanLogic(both, left, right)),
    };

    /// <summary>Turns a condition round.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The expression.</returns>
    public static PlanExpression Not(PlanExpression condition) => condition switch
    {
        PlanConstant constant => Constant(1 - constant.Value),
        PlanComparison comparison => comparison with { Operator = Opposite(comparison.Operator) },
        PlanLogic logic => Logic(!logic.Both, Not(logic.Left), Not(logic.Right)),
        _ => PlanUnknown.Instance,
    };

    /// <summary>Puts other expressions in the place of some parts.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="replace">Gives what stands for a part, or null to look into it.</param>
    /// <returns>The new expression.</returns>
    public static PlanExpression Substitute(PlanExpression expression, Func<PlanExpression, PlanExpression?> replace)
    {
        if (replace(expression) is { } other)
        {
            return other;
        }

        return expression switch
        {
            PlanUnary { Operator: "-" } unary => Negate(Inner(unary.Operand)),
            PlanUnary unary => Complement(Inner(unary.Operand)),
            PlanBinary binary => Binary(binary.Operator, Inner(binary.Left), Inner(binary.Right)),
            PlanWrap wrap => Wrap(wrap.Kind, Inner(wrap.Operand)),
            PlanFit fit => Fit(fit.Kind, Inner(fit.Operand)),
            PlanCall { Function: "Abs" } call => Abs(Inner(call.Arguments[0])),
            PlanCall call => Choose(call.Function, Inner(call.Arguments[0]), Inner(call.Arguments[1])),
            PlanComparison comparison => Compare(comparison.Operator, Inner(comparison.Left), Inner(comparison.Right)),
            PlanLogic logic => Logic(logic.Both, Inner(logic.Left), Inner(logic.Right)),
            _ => expression,
        };

        PlanExpression Inner(PlanExpression part) => Substitute(part, replace);
    }

    /// <summary>Whether something unknown is in an expression, so that it has not one value for one work item and iteration.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsUncertain(PlanExpression expression) => expression.Any(static part => part is PlanUnknown);

    /// <summary>The comparison with its sides exchanged.</summary>
    /// <param name="operation">The C# operator.</param>
    /// <returns>The operator.</returns>
    public static string Mirror(string operation) => operation switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => operation,
    };

    private static string Opposite(string operation) => operation switch
    {
        "<" => ">=",
        "<=" => ">",
        ">" => "<=",
        ">=" => "<",
        "==" => "!=",
        _ => "==",
    };

    private static PlanExpression Choose(string function, PlanExpression left, PlanExpression right)
        => (left is PlanUnknown && right is PlanUnknown) || left == right
            ? left
            : left is PlanConstant a && right is PlanConstant b
                ? Constant(function == "Min" ? Math.Min(a.Value, b.Value) : Math.Max(a.Value, b.Value))
                : Checked(new PlanCall(function, EquatableArray.Of(left, right)));

    private static PlanExpression Checked(PlanExpression expression)
        => expression.Size() > MostParts ? PlanUnknown.Instance : expression;

    private static PlanExpression Number(BigInteger value)
        => value >= long.MinValue && value <= long.MaxValue ? Constant((long)value) : PlanUnknown.Instance;

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
