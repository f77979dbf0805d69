using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Lets loops count their turns from 0 that count downwards: of <c>for (t = n - 1; t >= 0; t--)</c> each turn has <c>n - 1 - turn</c> in place of the variable. So turns
/// come in the same order, and rows are walked along from their ends. Where the number of turns would wrap, a guard sends the items through the method.
/// </summary>
internal sealed class DownwardLoops : LoopRewriter
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
        if (DownwardLoop.Find(Kernel.Body, Flow, Uses, loop) is not { } down || loop.Exits.Any(exit => Live[exit.To].Contains(down.Variable)))
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
        Blocks[down.Before] = Blocks[down.Before] with { Instructions = Blocks[down.Before].Instructions.Concat(before).ToEquatable() };
        Renew(down, first, turn);
        BranchTerminator test = (BranchTerminator)Blocks[loop.Header].Terminator;
        (int inside, int outside) = loop.Contains(test.WhenTrue) ? (test.WhenTrue, test.WhenFalse) : (test.WhenFalse, test.WhenTrue);
        Blocks[loop.Header] = Blocks[loop.Header] with { Instructions = [], Terminator = new BranchTerminator(Comparison(turn, BinaryOperator.Less, turns), inside, outside) };
        List<Instruction> next = [];
        Set(next, line, turn, Sum(turn, BinaryOperator.Add, LinearIndex.NumberOf(1)));
        Blocks[loop.Latches[0]] = Blocks[loop.Latches[0]] with { Instructions = Blocks[loop.Latches[0]].Instructions.Concat(next).ToEquatable() };
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

    // The loop without its variable.
    private void Renew(DownwardLoop down, Expression first, Expression turn)
    {
        Expression number = Sum(first, BinaryOperator.Subtract, turn), less = Sum(number, BinaryOperator.Subtract, LinearIndex.NumberOf(1));
        foreach (int block in down.Loop.Blocks.Where(block => block != down.Loop.Header))
        {
            Expression NumberAt(int at) => down.IsBehindGrowth(new CodePlace(block, at), Flow) ? less : number;
            BlockModel old = Blocks[block];
            Blocks[block] = old with
            {
                Instructions = old.Instructions.Select((instruction, at) => instruction.WithParts((down.Variable, NumberAt(at)), Replaced))
                    .Where((_, at) => new CodePlace(block, at) != down.Growth).ToEquatable(),
                Terminator = old.Terminator is BranchTerminator branch ? branch with { Condition = Replaced(branch.Condition, (down.Variable, NumberAt(old.Instructions.Count))) } : old.Terminator,
            };
        }
    }

    private static Expression Replaced(Expression expression, (int Variable, Expression Number) by)
        => ExpressionSimplifier.Replace(expression, local => local.Local == by.Variable ? by.Number : null);

    private static Expression Set(List<Instruction> instructions, int line, Expression local, Expression value)
    {
        instructions.Add(new AssignInstruction(line, ((LocalExpression)local).Local, [], value));
        return local;
    }

    private static BinaryExpression Sum(Expression left, BinaryOperator operation, Expression right) => new(ValueType.Int32, operation, left, right);

    private static BinaryExpression Comparison(Expression left, BinaryOperator operation, Expression right) => new(ValueType.Boolean, operation, left, right);
}
