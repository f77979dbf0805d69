using System.Globalization;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// An <c>int</c> as a sum of products, all of which wrap: of the index, of arguments and of lengths. So the difference of two numbers loses what they share, also
/// where one of them has it in a product with a sum.
/// </summary>
internal sealed class ProductSum
{
    // Sums of use have few products.
    private const int MostTerms = 16;

    private readonly SortedDictionary<string, (int Times, Expression[] Factors)> _terms = new(StringComparer.Ordinal);

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>The sum; null when the expression is made in another way, or of too many products.</returns>
    public static ProductSum? Of(Expression expression)
    {
        if (expression.Type.Kind != ValueKind.Int32)
        {
            return null;
        }

        ProductSum sum = new();
        switch (expression)
        {
            case ConstantExpression { Integer: { } whole }:
                sum.Add(unchecked((int)whole), []);
                return sum;
            case ArgumentExpression or IndexExpression or LengthExpression:
            case BinaryExpression when LaneForms.IsPartOfArguments(expression):
                sum.Add(1, [expression]);
                return sum;
            case UnaryExpression { Operator: UnaryOperator.Negate } negated when Of(negated.Operand) is { } operand:
                sum.Add(operand, -1);
                return sum;
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } binary when Of(binary.Left) is { } left && Of(binary.Right) is { } right:
                sum.Add(left, 1);
                sum.Add(right, binary.Operator == BinaryOperator.Add ? 1 : -1);
                return sum._terms.Count <= MostTerms ? sum : null;
            case BinaryExpression { Operator: BinaryOperator.Multiply } binary when Of(binary.Left) is { } left && Of(binary.Right) is { } right
                && left._terms.Count * right._terms.Count <= MostTerms:
                foreach ((int times, Expression[] factors) in left._terms.Values)
                {
                    foreach ((int others, Expression[] more) in right._terms.Values)
                    {
                        sum.Add(unchecked(times * others), [.. factors, .. more]);
                    }
                }

                return sum;
            default:
                return null;
        }
    }

    /// <summary>The number of products.</summary>
    public int Count => _terms.Count;

    /// <summary>The products in which there is a factor of a kind.</summary>
    /// <param name="isWanted">Whether a factor is of it.</param>
    /// <returns>Their sum.</returns>
    public ProductSum With(Func<Expression, bool> isWanted) => Where(factors => factors.Any(isWanted));

    /// <summary>The products in which there is no factor of a kind.</summary>
    /// <param name="isUnwanted">Whether a factor is of it.</param>
    /// <returns>Their sum.</returns>
    public ProductSum Without(Func<Expression, bool> isUnwanted) => Where(factors => !factors.Any(isUnwanted));

    /// <summary>Takes the number out of the sum that has no other factor.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The rest.</returns>
    public ProductSum WithoutNumber(out int number)
    {
        number = _terms.Values.Where(static term => term.Factors.Length == 0).Sum(static term => term.Times);
        return Where(static factors => factors.Length > 0);
    }

    /// <summary>The number as an expression; equal numbers have equal ones.</summary>
    /// <returns>The expression.</returns>
    public Expression Whole() => Without(new ProductSum());

    private ProductSum Where(Func<Expression[], bool> isWanted)
    {
        ProductSum part = new();
        foreach ((int times, Expression[] factors) in _terms.Values.Where(term => term.Times != 0 && isWanted(term.Factors)))
        {
            part.Add(times, factors);
        }

        return part;
    }

    /// <summary>What is left of this number without another one.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The difference, as an expression.</returns>
    public Expression Without(ProductSum other)
    {
        ProductSum difference = new();
        difference.Add(this, 1);
        difference.Add(other, -1);
        Expression? sum = null;
        foreach ((int times, Expression[] factors) in difference._terms.Values.Where(static term => term.Times != 0))
        {
            Expression? product = times == 1 && factors.Length > 0 ? null : LinearIndex.NumberOf(times);
            foreach (Expression factor in factors)
            {
                product = product is null ? factor : new BinaryExpression(ValueType.Int32, BinaryOperator.Multiply, product, factor);
            }

            sum = sum is null ? product : new BinaryExpression(ValueType.Int32, BinaryOperator.Add, sum, product!);
        }

        return sum ?? LinearIndex.NumberOf(0);
    }

    private void Add(ProductSum other, int times)
    {
        foreach ((int more, Expression[] factors) in other._terms.Values)
        {
            Add(unchecked(more * times), factors);
        }
    }

    private void Add(int times, Expression[] factors)
    {
        Expression[] sorted = [.. factors.OrderBy(Name, StringComparer.Ordinal)];
        string name = string.Join("*", sorted.Select(Name));
        _terms[name] = _terms.TryGetValue(name, out (int Times, Expression[] Factors) known) ? (unchecked(known.Times + times), sorted) : (times, sorted);
    }

    private static string Name(Expression factor) => factor switch
    {
        ArgumentExpression argument => "argument" + Text(argument.Parameter),
        IndexExpression index => "index" + Text(index.Dimension),
        LengthExpression length => "length" + Text(length.Parameter),
        _ => "part " + factor,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
