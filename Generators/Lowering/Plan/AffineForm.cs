using System.Numerics;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>A sum of products with numbers, in which equal parts are joined. It serves to compare expressions and to solve for a variable.</summary>
internal sealed class AffineForm
{
    private readonly List<(PlanExpression Part, BigInteger Factor)> _products = [];

    private AffineForm(BigInteger constant) => Constant = constant;

    /// <summary>The sum without the products.</summary>
    public BigInteger Constant { get; private set; }

    /// <summary>The products.</summary>
    public IReadOnlyList<(PlanExpression Part, BigInteger Factor)> Products => _products;

    /// <summary>Whether the sum is a number.</summary>
    public bool IsConstant => _products.Count == 0;

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression, without unknowns.</param>
    /// <returns>The sum.</returns>
    public static AffineForm Of(PlanExpression expression)
    {
        AffineForm form = new(0);
        form.Add(expression, 1);
        return form;
    }

    /// <summary>Subtracts another sum.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The difference.</returns>
    public AffineForm Minus(AffineForm other) => Plus(other, -1);

    /// <summary>Adds a multiple of another sum.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The sum of both.</returns>
    public AffineForm Plus(AffineForm other, int factor = 1)
    {
        AffineForm form = new(Constant + (other.Constant * factor));
        form._products.AddRange(_products);
        foreach ((PlanExpression part, BigInteger times) in other._products)
        {
            form.AddProduct(part, times * factor);
        }

        return form;
    }

    /// <summary>Writes the sum as an expression.</summary>
    /// <param name="algebra">Makes the expression.</param>
    /// <returns>The expression; unknown when a number does not fit.</returns>
    public PlanExpression ToExpression(PlanAlgebra algebra)
    {
        PlanExpression sum = algebra.Constant(0);
        foreach ((PlanExpression part, BigInteger factor) in _products)
        {
            PlanExpression product = algebra.Multiply(part, Number(BigInteger.Abs(factor)));
            sum = factor < 0 ? algebra.Subtract(sum, product) : algebra.Add(sum, product);
        }

        return algebra.Add(sum, Number(Constant));

        PlanExpression Number(BigInteger value)
            => value >= long.MinValue && value <= long.MaxValue ? algebra.Constant((long)value) : algebra.Unknown(PlanCause.Range);
    }

    private void Add(PlanExpression expression, BigInteger factor)
    {
        switch (expression)
        {
            case PlanConstant constant:
                Constant += constant.Value * factor;
                break;
            case PlanUnary { Operator: UnaryOperator.Negate } unary:
                Add(unary.Operand, -factor);
                break;
            case PlanBinary { Operator: BinaryOperator.Add } sum:
                Add(sum.Left, factor);
                Add(sum.Right, factor);
                break;
            case PlanBinary { Operator: BinaryOperator.Subtract } difference:
                Add(difference.Left, factor);
                Add(difference.Right, -factor);
                break;
            case PlanBinary { Operator: BinaryOperator.Multiply, Left: PlanConstant times } product:
                Add(product.Right, factor * times.Value);
                break;
            case PlanBinary { Operator: BinaryOperator.Multiply, Right: PlanConstant times } product:
                Add(product.Left, factor * times.Value);
                break;
            default:
                AddProduct(expression, factor);
                break;
        }
    }

    private void AddProduct(PlanExpression part, BigInteger factor)
    {
        int place = _products.FindIndex(product => product.Part == part);
        BigInteger sum = factor + (place < 0 ? 0 : _products[place].Factor);
        if (place >= 0)
        {
            _products.RemoveAt(place);
        }

        if (sum != 0)
        {
            _products.Add((part, sum));
        }
    }
}
