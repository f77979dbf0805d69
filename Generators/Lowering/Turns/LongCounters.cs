using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Lets loops that count with a <see cref="long"/> or a <see cref="uint"/> count with an <see cref="int"/>. Guards before a loop send items through the method whose
/// start or end is no <see cref="int"/>.
/// </summary>
internal sealed class LongCounters : LoopRewriter
{
    private LongCounters(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (!CanRewrite(kernel, flow))
        {
            return kernel;
        }

        LongCounters counters = new(kernel, flow);
        return counters.Rewritten(flow.Loops.Loops.Where(flow.Loops.IsInnermost), counters.TryRewrite);
    }

    private bool TryRewrite(NaturalLoop loop)
    {
        if (loop.Entries.Count != 1 || Flow.Graph.Successors(loop.Entries[0]).Count != 1 || Blocks[loop.Header] is not { Instructions.Count: 0, Terminator: BranchTerminator branch }
            || Test(branch, loop.Contains(branch.WhenTrue)) is not (int variable, Expression limit, bool isInclusive)
            || loop.Exits.Any(exit => Live[exit.To].Contains(variable)) || IsChanged(limit, loop))
        {
            return false;
        }

        CodePlace[] places = [.. Uses.Setting(variable).Where(place => loop.Contains(place.Block))];
        if (places.Length != 1 || !IsGrowth(Blocks[places[0].Block].Instructions[places[0].Position], variable))
        {
            return false;
        }

        ValueType type = Kernel.Body.Locals[variable].Type;
        LocalExpression number = Local(variable, "Number");
        Enter(loop.Entries[0], variable, number, limit, isInclusive);
        Expression wide = new ConvertExpression(type, number);
        foreach (int block in loop.Blocks.Where(block => block != loop.Header))
        {
            Blocks[block] = Blocks[block] with
            {
                Instructions = Blocks[block].Instructions.Select((instruction, at) => new CodePlace(block, at) == places[0]
                    ? new AssignInstruction(instruction.Line, number.Local, [], new BinaryExpression(ValueType.Int32, BinaryOperator.Add, number, LinearIndex.NumberOf(1)))
                    : instruction.WithParts((variable, wide), Replaced)).ToEquatable(),
                Terminator = Blocks[block].Terminator is BranchTerminator inner ? inner with { Condition = Replaced(inner.Condition, (variable, wide)) } : Blocks[block].Terminator,
            };
        }

        BinaryExpression below = new(ValueType.Boolean, isInclusive ? BinaryOperator.LessOrEqual : BinaryOperator.Less, number, Narrow(limit));
        Blocks[loop.Header] = Blocks[loop.Header] with
        {
            Terminator = loop.Contains(branch.WhenTrue) ? branch with { Condition = below } : new BranchTerminator(below, branch.WhenFalse, branch.WhenTrue),
        };
        return true;
    }

    // The variable that a loop's test wants below a limit.
    private (int Variable, Expression Limit, bool IsInclusive)? Test(BranchTerminator branch, bool staysWhenTrue)
    {
        if (branch.Condition is not BinaryExpression test || !test.Operator.IsComparison() || test.Left.Type.Kind is not (ValueKind.Int64 or ValueKind.UInt32))
        {
            return null;
        }

        return (staysWhenTrue ? test.Operator : test.Operator.Opposite()) switch
        {
            BinaryOperator.Less when Counter(test.Left) is { } variable => (variable, test.Right, false),
            BinaryOperator.LessOrEqual when Counter(test.Left) is { } variable => (variable, test.Right, true),
            BinaryOperator.Greater when Counter(test.Right) is { } variable => (variable, test.Left, false),
            BinaryOperator.GreaterOrEqual when Counter(test.Right) is { } variable => (variable, test.Left, true),
            _ => null,
        };
    }

    private static int? Counter(Expression tested) => tested switch
    {
        LocalExpression { Type.Kind: ValueKind.Int64 or ValueKind.UInt32 } local => local.Local,
        ConvertExpression { Type.Kind: ValueKind.Int64, Operand: LocalExpression { Type.Kind: ValueKind.UInt32 } local } => local.Local,
        _ => null,
    };

    private static bool IsGrowth(Instruction instruction, int variable)
        => instruction is AssignInstruction { Path.Count: 0, Value: BinaryExpression { Operator: BinaryOperator.Add, Left: LocalExpression local, Right: ConstantExpression { Integer: 1 } } }
            && local.Local == variable;

    private bool IsChanged(Expression limit, NaturalLoop loop)
    {
        List<int> read = [];
        ExpressionLocals.Collect(limit, read);
        return read.Exists(local => Uses.Setting(local).Any(place => loop.Contains(place.Block)));
    }

    // Sets the number, which begins and ends below the greatest integer: else a loop that may be equal to it would not end.
    private void Enter(int entry, int variable, LocalExpression number, Expression limit, bool isInclusive)
    {
        BlockModel block = Blocks[entry];
        List<Instruction> before = [];
        LocalExpression counter = new(Kernel.Body.Locals[variable].Type, variable);
        Instruction? set = block.Instructions.LastOrDefault(one => one.Target() == variable);
        bool isKnown = set is AssignInstruction { Path.Count: 0, Value: ConstantExpression { Integer: >= int.MinValue and <= int.MaxValue } };
        foreach (Expression end in isKnown ? [limit] : new Expression[] { limit, counter })
        {
            if (isInclusive || end is not ConvertExpression { Type.Kind: ValueKind.Int64, Operand.Type.Kind: ValueKind.Int32 })
            {
                Refuse(before, block.Line, BinaryOperator.GreaterOrEqual, end, ConstantText.Of(end.Type, int.MaxValue));
                if (end.Type.Kind == ValueKind.Int64)
                {
                    Refuse(before, block.Line, BinaryOperator.Less, end, ConstantText.Of(end.Type, int.MinValue));
                }
            }
        }

        Expression first = isKnown ? LinearIndex.NumberOf((int)((ConstantExpression)((AssignInstruction)set!).Value).Integer!.Value) : Narrow(counter);
        Blocks[entry] = block with { Instructions = block.Instructions.Concat(before).Append(new AssignInstruction(block.Line, number.Local, [], first)).ToEquatable() };
    }

    private static Expression Narrow(Expression number)
        => number is ConvertExpression { Operand: { Type.Kind: ValueKind.Int32 } same } ? same : new ConvertExpression(ValueType.Int32, number);
}
