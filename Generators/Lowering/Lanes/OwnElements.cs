using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// The elements of a span that a work item writes, with those that it reads there: some that follow each other, at a place that grows by the same step from item to
/// item in each dimension. From the steps a launch sees whether items have elements of their own, so that their order is not seen.
/// </summary>
/// <param name="Width">The number of elements from the first to the last one of an item.</param>
/// <param name="Steps">The step for each dimension, of arguments and lengths alone.</param>
internal sealed record OwnElements(long Width, EquatableArray<Expression> Steps)
{
    private const long MostWidth = 1 << 16;

    /// <summary>Finds those of all spans that a kernel writes.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The elements; null when those of a span have no such form.</returns>
    public static EquatableArray<OwnElements>? Of(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        LaneForms forms = new(kernel.Body, flow);
        HashSet<OwnElements> all = [];
        for (int parameter = 0; parameter < kernel.Parameters.Count; parameter++)
        {
            Expression[] indices = !kernel.Parameters[parameter].Writes ? [] : [.. flow.Graph.Order.SelectMany(block => kernel.Body.Blocks[block].Instructions)
                .Select(static one => one.SpanAccess()).OfType<Access>().Where(access => access.Parameter == parameter).Select(static access => access.Index).Distinct()];
            if (indices.Length > 0)
            {
                if (Of(indices, kernel.Indices.Count, forms) is not { } own)
                {
                    return null;
                }

                all.Add(own);
            }
        }

        return all.ToEquatable();
    }

    private static OwnElements? Of(Expression[] indices, int rank, LaneForms forms)
    {
        (Expression Base, long Ahead)[] parts = [.. indices.Select(LaneEffects.Split)];
        long width = parts.Max(static part => part.Ahead) - parts.Min(static part => part.Ahead) + 1;
        if (width > MostWidth || parts.Any(part => part.Base != parts[0].Base) || forms.WithoutLocals(parts[0].Base) is not { } start || start.Type.Kind != ValueKind.Int32)
        {
            return null;
        }

        Expression?[] steps = [.. Enumerable.Range(0, rank).Select(dimension => Step(start, dimension))];
        return steps.Any(static step => step is null) ? null : new(width, steps.OfType<Expression>().ToEquatable());
    }

    // By how much a number grows along a dimension, wherever the other indices stand.
    private static Expression? Step(Expression number, int dimension) => number switch
    {
        _ when !Reads(number, dimension) => Constant("0", 0),
        IndexExpression => Constant("1", 1),
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.Kind: ValueKind.Int32 } sum
            when Step(sum.Left, dimension) is { } left && Step(sum.Right, dimension) is { } right
            => IsConstant(right, 0) ? left : IsConstant(left, 0) && sum.Operator == BinaryOperator.Add ? right : sum with { Left = left, Right = right },
        BinaryExpression { Operator: BinaryOperator.Multiply, Type.Kind: ValueKind.Int32 } product when !Reads(product.Right, null) => Product(Step(product.Left, dimension), product.Right),
        BinaryExpression { Operator: BinaryOperator.Multiply, Type.Kind: ValueKind.Int32 } product when !Reads(product.Left, null) => Product(Step(product.Right, dimension), product.Left),
        _ => null,
    };

    private static Expression? Product(Expression? step, Expression factor)
        => step is null ? null : IsConstant(step, 1) ? factor : new BinaryExpression(ValueType.Int32, BinaryOperator.Multiply, step, factor);

    private static bool Reads(Expression expression, int? dimension)
        => (expression is IndexExpression index && (dimension is null || index.Dimension == dimension))
            || Enumerable.Range(0, expression.PartCount()).Any(part => Reads(expression.Part(part), dimension));

    private static bool IsConstant(Expression expression, long number) => expression is ConstantExpression { Integer: long known } && known == number;

    private static ConstantExpression Constant(string text, long number) => new(ValueType.Int32, text, number);
}
