using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>
/// A value that changes in equal steps in a loop: a factor times the loop's variable, and a rest. All parts are of type <see cref="int"/>, and wrap. So they may
/// be computed in any order: the value is right modulo 2^32.
/// </summary>
/// <param name="Factor">The factor, the same in all iterations; null for 0.</param>
/// <param name="Rest">The part of the rest that is no number, the same in all iterations; null for 0.</param>
/// <param name="Number">The other part of the rest.</param>
internal sealed record LinearIndex(Expression? Factor, Expression? Rest, int Number)
{
    // Like expressions after folding, so that the test stays readable.
    private const int MostParts = 16;

    /// <summary>The loop's variable itself.</summary>
    public static LinearIndex Variable { get; } = new(NumberOf(1), null, 0);

    /// <summary>Whether all iterations have the same value.</summary>
    public bool IsSame => Factor is null;

    /// <summary>Whether it is the loop's variable and a number.</summary>
    public bool IsVariable => Factor is ConstantExpression { Integer: 1 } && Rest is null;

    /// <summary>Whether its text is short.</summary>
    public bool IsShort => (Factor is null ? 0 : ExpressionSimplifier.Size(Factor)) + (Rest is null ? 0 : ExpressionSimplifier.Size(Rest)) <= MostParts;

    /// <summary>A value that is the same in all iterations.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The form.</returns>
    public static LinearIndex Same(Expression value) => value is ConstantExpression { Integer: long number }
        ? new(null, null, unchecked((int)number))
        : new(null, value, 0);

    /// <summary>A number of type <see cref="int"/>.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The constant.</returns>
    public static ConstantExpression NumberOf(int number) => ConstantText.Of(ValueType.Int32, number);

    /// <summary>The rest with another number, as an expression.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The expression.</returns>
    public Expression RestWith(int number) => Rest is null ? NumberOf(number)
        : number == 0 ? Rest
        : number is > 0 or int.MinValue ? Operation(BinaryOperator.Add, Rest, NumberOf(number))
        : Operation(BinaryOperator.Subtract, Rest, NumberOf(-number));

    /// <summary>The sum of two values.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The sum.</returns>
    public LinearIndex Plus(LinearIndex other) => new(Sum(Factor, other.Factor), Sum(Rest, other.Rest), unchecked(Number + other.Number));

    /// <summary>The product with a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The product.</returns>
    public LinearIndex Times(int number) => new(Product(Factor, number), Product(Rest, number), unchecked(Number * number));

    /// <summary>The product with a value that is the same in all iterations.</summary>
    /// <param name="other">The value.</param>
    /// <returns>The product; null when the other one is not the same in all iterations.</returns>
    public LinearIndex? Times(LinearIndex other)
    {
        if (!other.IsSame)
        {
            return IsSame ? other.Times(this) : null;
        }

        if (other.Rest is null)
        {
            return Times(other.Number);
        }

        Expression whole = other.RestWith(other.Number);
        return new LinearIndex(
            Product(Factor, whole),
            Product(Rest is null && Number == 0 ? null : RestWith(Number), whole),
            0);
    }

    private static Expression? Sum(Expression? left, Expression? right) => (left, right) switch
    {
        (null, _) => right,
        (_, null) => left,
        (ConstantExpression { Integer: long one }, ConstantExpression { Integer: long other }) => NotZero(unchecked((int)(one + other))),
        _ => Operation(BinaryOperator.Add, left, right),
    };

    private static Expression? Product(Expression? left, int right) => left switch
    {
        null => null,
        ConstantExpression { Integer: long one } => NotZero(unchecked((int)one * right)),
        _ when right == 1 => left,
        _ when right == 0 => null,
        _ => Operation(BinaryOperator.Multiply, left, NumberOf(right)),
    };

    private static Expression? Product(Expression? left, Expression right) => left switch
    {
        null => null,
        ConstantExpression { Integer: 1 } => right,
        _ => Operation(BinaryOperator.Multiply, left, right),
    };

    private static ConstantExpression? NotZero(int number) => number == 0 ? null : NumberOf(number);

    private static BinaryExpression Operation(BinaryOperator operation, Expression left, Expression right) => new(ValueType.Int32, operation, left, right);
}
