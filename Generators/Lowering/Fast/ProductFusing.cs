using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Fast;

/// <summary>Joins products with the sums that they are terms of, so that a processor can do both at once and round once. Only kernels that ask for it.</summary>
internal static class ProductFusing
{
    /// <summary>Joins them in a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The same kernel when it is strict.</returns>
    public static KernelModel Run(KernelModel kernel)
        => kernel.IsFast ? kernel with { Body = kernel.Body with { Blocks = kernel.Body.Blocks.ConvertAll(Joined) } } : kernel;

    private static BlockModel Joined(BlockModel block) => block with
    {
        Instructions = block.Instructions.ConvertAll(static instruction => instruction.WithParts(0, static (part, _) => Joined(part))),
        Terminator = block.Terminator is BranchTerminator branch ? branch with { Condition = Joined(branch.Condition) } : block.Terminator,
    };

    private static Expression Joined(Expression expression)
    {
        Expression inner = expression.WithParts(0, static (part, _) => Joined(part));
        return inner is BinaryExpression { Type.IsFloating: true, Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum ? Sum(sum) : inner;
    }

    private static Expression Sum(BinaryExpression sum)
    {
        bool isDifference = sum.Operator == BinaryOperator.Subtract;
        return sum.Right is BinaryExpression { Operator: BinaryOperator.Multiply } last
            ? Call(isDifference ? Opposite(last.Left) : last.Left, last.Right, sum.Left)
            : sum.Left is BinaryExpression { Operator: BinaryOperator.Multiply } first
                ? Call(first.Left, first.Right, isDifference ? Opposite(sum.Right) : sum.Right)
                : sum;
    }

    private static CallExpression Call(Expression left, Expression right, Expression addend)
        => new(addend.Type, DeviceFunction.MultiplyAdd, EquatableArray.Of(left, right, addend));

    private static UnaryExpression Opposite(Expression value) => new(value.Type, UnaryOperator.Negate, value);
}
