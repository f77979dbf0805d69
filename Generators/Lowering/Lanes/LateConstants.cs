using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Asks whether the .NET compiler may find that an integer is zero after it has decided what is computed once. .NET 10 then makes of <c>(0 - a) + b</c>, over
/// vectors, <c>b - a</c>, and computes <c>b</c> first: what both share has not been computed yet (docs/lanes.md).
/// </summary>
internal sealed class LateConstants
{
    // The locals one of whose values may be found to be a constant.
    private readonly HashSet<int> _locals = [];

    /// <summary>Reads a kernel.</summary>
    /// <param name="body">The kernel.</param>
    public LateConstants(KernelBody body)
    {
        AssignInstruction[] all = [.. body.Blocks.SelectMany(static block => block.Instructions).OfType<AssignInstruction>().Where(static assign => assign.Path.Count == 0)];
        while (all.Count(assign => IsConstant(assign.Value) && _locals.Add(assign.Local)) > 0)
        {
        }
    }

    /// <summary>Whether an integer may be found to be zero.</summary>
    /// <param name="expression">The integer.</param>
    /// <returns>False when it depends on memory, an argument or an index, whatever locals hold.</returns>
    public bool MayBeZero(Expression expression)
    {
        bool Part(int part) => MayBeZero(expression.Part(part));
        return expression switch
        {
            ConstantExpression constant => constant.Integer is null or 0,
            LocalExpression local => _locals.Contains(local.Local),
            SelectExpression => Part(1) || Part(2),
            BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.And } => Part(0) || Part(1),
            BinaryExpression { Operator: BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.ShiftRightUnsigned } => Part(0),
            BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => true,
            BinaryExpression binary => binary.Left == binary.Right || (IsConstant(binary.Left) && IsConstant(binary.Right)),
            UnaryExpression or ConvertExpression => IsConstant(expression.Part(0)),
            CallExpression call => call.Arguments.All(IsConstant),
            DefaultExpression => true,
            _ => false,
        };
    }

    // Sums and the like of constants may be zero, whatever their parts are.
    private bool IsConstant(Expression expression)
        => expression is ConstantExpression || MayBeZero(expression)
            || (expression.PartCount() > 0 && Enumerable.Range(0, expression.PartCount()).All(part => IsConstant(expression.Part(part))));
}
