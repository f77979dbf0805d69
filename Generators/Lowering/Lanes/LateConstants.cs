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
    public bool MayBeZero(Expression expression) => Of(expression).MayBeZero;

    private bool IsConstant(Expression expression) => Of(expression).IsConstant;

    // Sums and the like of constants may be zero, whatever their parts are; a product is where one factor is.
    private (bool IsConstant, bool MayBeZero) Of(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return (true, constant.Integer is null or 0);
            case DefaultExpression:
                return (true, true);
            case LocalExpression local:
                return (_locals.Contains(local.Local), _locals.Contains(local.Local));
        }

        (bool IsConstant, bool MayBeZero)[] parts = [.. Enumerable.Range(0, expression.PartCount()).Select(part => Of(expression.Part(part)))];
        bool areConstant = parts.Length > 0 && parts.All(static part => part.IsConstant);
        bool mayBeZero = areConstant || expression switch
        {
            SelectExpression => parts[1].MayBeZero || parts[2].MayBeZero,
            BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.And } => parts[0].MayBeZero || parts[1].MayBeZero,
            BinaryExpression { Operator: BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.ShiftRightUnsigned } => parts[0].MayBeZero,
            BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => true,
            BinaryExpression binary => binary.Left == binary.Right,
            _ => false,
        };
        return (areConstant || mayBeZero, mayBeZero);
    }
}
