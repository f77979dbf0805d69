using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Lets loops count their turns from 0 that count downwards: of <c>for (t = n - 1; t >= 0; t--)</c> each turn has <c>n - 1 - turn</c> in place of the variable. So turns
/// come in the same order, and rows are walked along from their ends. Where the number of turns would wrap, a guard sends the items through the method.
/// </summary>
internal sealed class DownwardLoops : DownwardRewriter
{
    private DownwardLoops(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (flow.Loops.Loops.Count == 0 || !CanRewrite(kernel, flow))
        {
            return kernel;
        }

        DownwardLoops loops = new(kernel, flow);
        return loops.Rewritten(flow.Loops.Loops.Where(flow.Loops.IsInnermost), loops.TryRewrite);
    }

    private bool TryRewrite(NaturalLoop loop)
    {
        if (Find(loop) is not { } down)
        {
            return false;
        }

        int line = Blocks[down.Before].Line;
        List<Instruction> before = [];
        Expression variable = new LocalExpression(ValueType.Int32, down.Variable);
        Expression first = Forms.WithoutLocals(down.First) ?? variable;
        if (TurnsOf(down, first, before, line) is not { } turns)
        {
            return false;
        }

        if (ReferenceEquals(first, variable) || !Spreads.Of(first).IsUniform)
        {
            first = Set(before, line, Local(down.Variable, "Start"), variable);
        }

        if (Forms.WithoutLocals(turns) is null)
        {
            turns = Set(before, line, Local(down.Variable, "Turns"), turns);
        }

        Expression turn = Set(before, line, Local(down.Variable, "Turn"), LinearIndex.NumberOf(0));
        Renew(down, before, turn, Comparison(turn, BinaryOperator.Less, turns), Sum(first, BinaryOperator.Subtract, turn));
        return true;
    }

    // The number of turns, zero or less for none; null where the limit may be too small for one.
    private Expression? TurnsOf(DownwardLoop down, Expression first, List<Instruction> before, int line)
    {
        Expression tested = down.TestsLess ? Sum(first, BinaryOperator.Subtract, LinearIndex.NumberOf(1)) : first;
        long? least = down.Limit is ConstantExpression { Integer: { } number } ? number + (down.IsInclusive ? 0 : 1) : null;
        if (least < 0)
        {
            return null;
        }

        if (least is null)
        {
            Refuse(before, line, BinaryOperator.Less, down.Limit, LinearIndex.NumberOf(down.IsInclusive ? 0 : -1));
        }

        // The length of a span less one is neither.
        if (!IsLast(tested))
        {
            if (least is not (0 or 1))
            {
                Refuse(before, line, BinaryOperator.Less, tested, LinearIndex.NumberOf(-1));
            }

            if (least is null or 0)
            {
                Refuse(before, line, BinaryOperator.Equal, tested, LinearIndex.NumberOf(int.MaxValue));
            }
        }

        Expression turns = Sum(tested, BinaryOperator.Subtract, Forms.WithoutLocals(down.Limit) ?? down.Limit);
        turns = down.IsInclusive ? Sum(turns, BinaryOperator.Add, LinearIndex.NumberOf(1)) : turns;
        return ProductSum.Of(turns)?.Whole() ?? turns;
    }

    private static bool IsLast(Expression number) => number is BinaryExpression { Operator: BinaryOperator.Subtract, Left: LengthExpression, Right: ConstantExpression { Integer: 1 } };
}
