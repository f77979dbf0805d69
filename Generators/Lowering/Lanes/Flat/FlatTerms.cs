using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes.Flat;

/// <summary>Finds the parts of the last index, and numbers that a launch knows.</summary>
/// <param name="kernel">The kernel.</param>
internal sealed class FlatTerms(KernelModel kernel)
{
    // An expression that locals repeat grows with each of them.
    private const int MostParts = 64;
    private const int LongestShift = 30;

    private readonly LaneForms _forms = new(kernel.Body, new FlowAnalysis(kernel.Body.Blocks));
    private readonly Dictionary<int, FlatTerm?> _locals = [];

    /// <summary>The part of the last index that an expression is, for indices that are not negative.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The part; null when it is none.</returns>
    public FlatTerm? Of(Expression expression)
    {
        switch (expression)
        {
            case IndexExpression index:
                return index.Dimension == kernel.Indices.Count - 1 ? FlatTerm.Index : null;
            case LocalExpression local:
                if (!_locals.TryGetValue(local.Local, out FlatTerm? known))
                {
                    Expression definition = _forms.Definition(local);
                    _locals[local.Local] = known = definition is LocalExpression ? null : Of(definition);
                }

                return known;
            case ConvertExpression convert when IsWide(convert.Type) && IsWide(convert.Operand.Type):
                return Of(convert.Operand);
            case BinaryExpression binary when IsWide(binary.Type):
                return Of(binary);
            default:
                return null;
        }
    }

    private FlatTerm? Of(BinaryExpression binary) => binary.Operator switch
    {
        BinaryOperator.Divide when LengthOf(binary.Right) is { } length => Of(binary.Left)?.Over(length),
        BinaryOperator.Remainder when LengthOf(binary.Right) is { } length => Of(binary.Left)?.Within(length),
        BinaryOperator.ShiftRight or BinaryOperator.ShiftRightUnsigned when Power(binary.Right) is { } length => Of(binary.Left)?.Over(length),
        BinaryOperator.And when Ones(binary.Right) is { } length => Of(binary.Left)?.Within(length),
        BinaryOperator.And when Ones(binary.Left) is { } length => Of(binary.Right)?.Within(length),
        BinaryOperator.Subtract => Rest(binary),
        _ => null,
    };

    // i - i / n * n
    private FlatTerm? Rest(BinaryExpression difference)
    {
        if (Of(difference.Left) is not { } term || _forms.Definition(difference.Right) is not BinaryExpression product)
        {
            return null;
        }

        (Expression quotient, FlatFactors? length) = product.Operator switch
        {
            BinaryOperator.Multiply when Of(product.Left) is not null => (product.Left, LengthOf(product.Right)),
            BinaryOperator.Multiply => (product.Right, LengthOf(product.Left)),
            BinaryOperator.ShiftLeft => (product.Left, Power(product.Right)),
            _ => (product, null),
        };
        return length is not null && Of(quotient) == term.Over(length) && term.Over(length) is not null ? term.Within(length) : null;
    }

    /// <summary>A number that a launch knows, as a product. It is that number where each factor is positive and the product is an <c>int</c>.</summary>
    /// <param name="expression">The number.</param>
    /// <returns>The product; null when no launch knows it.</returns>
    public FlatFactors? LengthOf(Expression expression) => Closed(expression) is { } closed ? Factors(closed) : null;

    private static FlatFactors? Factors(Expression closed) => closed switch
    {
        ConstantExpression { Integer: { } number } => FlatFactors.OfConstant(number),
        ConvertExpression convert when IsWide(convert.Type) && IsWide(convert.Operand.Type) => Factors(convert.Operand),
        BinaryExpression { Operator: BinaryOperator.Multiply } product => Factors(product.Right) is { } right ? Factors(product.Left)?.Times(right) : null,
        BinaryExpression { Operator: BinaryOperator.ShiftLeft } shift when Power(shift.Right) is { } power => Factors(shift.Left)?.Times(power),
        _ => FlatFactors.OfNumber(closed),
    };

    /// <summary>A number in terms of arguments, lengths and constants alone, which cannot fail.</summary>
    /// <param name="expression">The number, an integer.</param>
    /// <returns>The expression; null when it takes more than them.</returns>
    public Expression? Closed(Expression expression)
    {
        int room = MostParts;
        return IsWide(expression.Type) ? Closed(expression, ref room) : null;
    }

    private Expression? Closed(Expression expression, ref int room)
    {
        if (--room < 0)
        {
            return null;
        }

        switch (expression)
        {
            case ArgumentExpression or LengthExpression or ConstantExpression { Integer: not null }:
                return expression;
            case LocalExpression local:
                return _forms.Definition(local) is var definition and not LocalExpression ? Closed(definition, ref room) : null;
            case FieldExpression:
            case UnaryExpression { Operator: UnaryOperator.Negate }:
            case ConvertExpression { Type.IsInteger: true, Operand.Type.IsInteger: true }:
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply }:
            case BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Right: ConstantExpression { Integer: > 0 } }:
            case BinaryExpression { Operator: BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight, Right: ConstantExpression }:
            case CallExpression { Function: DeviceFunction.Min or DeviceFunction.Max }:
                if (expression is FieldExpression field ? field.Receiver is not ArgumentExpression : !expression.Type.IsInteger)
                {
                    return null;
                }

                int left = room;
                Expression? closed = expression.WithAllParts(part => Closed(part, ref left));
                room = left;
                return closed;
            default:
                return null;
        }
    }

    private static FlatFactors? Power(Expression count)
        => count is ConstantExpression { Integer: > 0 and <= LongestShift and long bits } ? FlatFactors.OfConstant(1L << (int)bits) : null;

    private static FlatFactors? Ones(Expression mask)
        => mask is ConstantExpression { Integer: > 0 and < int.MaxValue and long ones } && (ones & (ones + 1)) == 0 ? FlatFactors.OfConstant(ones + 1) : null;

    // Each of them holds every index.
    private static bool IsWide(Model.ValueType type) => type.Kind is ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64;
}
