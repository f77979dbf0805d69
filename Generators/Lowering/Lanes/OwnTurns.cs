using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Lets items whose loops have different numbers of turns make equally many, as in <c>for (j = 0; j &lt;= i; j++)</c>: as many as the one among them with the most.
/// In turns that are not its own an item does nothing. Where a number on the way would wrap, a guard sends the items through the method.
/// </summary>
internal sealed class OwnTurns : LoopRewriter
{
    // As many turns as can be rounded up to those of whole vectors.
    private const int MostTurns = int.MaxValue - 63;

    private OwnTurns(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (flow.Loops.Loops.Count == 0 || !flow.Loops.IsReducible || !flow.Control.IsComplete || flow.Graph.Predecessors(0).Count > 0)
        {
            return kernel;
        }

        OwnTurns turns = new(kernel, flow);
        return turns.Rewritten(flow.Loops.Loops, turns.TryRewrite);
    }

    /// <summary>Whether a kernel for lanes has such loops.</summary>
    /// <param name="body">Its body.</param>
    /// <returns>True when it has. Loops that some items come to and others do not are none.</returns>
    public static bool Has(KernelBody body)
        => body.Blocks.Any(static block => block.Instructions.Any(static one => one is AssignInstruction { Value: MostExpression { IsParted: false } }));

    /// <summary>Whether a loop's limit is the turns of the item with the most.</summary>
    /// <param name="body">The kernel for lanes.</param>
    /// <param name="limit">The limit.</param>
    /// <returns>The greatest number; null for other limits.</returns>
    public static MostExpression? MostOf(KernelBody body, Expression limit) => limit is LocalExpression local
        ? body.Blocks.SelectMany(static block => block.Instructions).Where(one => one.Target() == local.Local).Select(static one => (one as AssignInstruction)?.Value).FirstOrDefault() as MostExpression
        : null;

    // Only innermost loops, and so each block is rewritten once.
    private bool TryRewrite(NaturalLoop loop)
    {
        if (Kernel.Body.Blocks[loop.Header].Instructions.Count > 0
            || !Flow.Loops.IsInnermost(loop)
            || CountedLoop.Find(Kernel.Body, Flow, Uses, loop) is not { Step: 1, Loads.Count: 0 } counted
            || (Spreads.Of(counted.First).IsUniform && Spreads.Of(counted.Limit).IsUniform)
            || loop.Latches.Count != 1 || loop.Latches[0] != counted.Growth.Block
            || counted.Growth.Position != Kernel.Body.Blocks[counted.Growth.Block].Instructions.Count - 1
            || Kernel.Body.Blocks[counted.Growth.Block].Terminator is not JumpTerminator
            || Kernel.Body.Blocks[loop.Header].Terminator is not BranchTerminator test
            || loop.Exits.Any(exit => Live[exit.To].Contains(counted.Variable)))
        {
            return false;
        }

        int line = Kernel.Body.Blocks[counted.Before].Line;
        List<Instruction> before = [];
        Expression first = counted.First is ConstantExpression { Integer: >= 0 and <= int.MaxValue } constant ? constant : new LocalExpression(ValueType.Int32, counted.Variable);
        Expression limit = EndOf(counted, before, line);
        if (!IsNotNegative(counted.First))
        {
            Refuse(before, line, BinaryOperator.Less, counted.First, LinearIndex.NumberOf(0));
        }

        Expression? parted = PartedLoops.LimitOf(limit, counted.First, Uses), known = Forms.WithoutLocals(parted ?? limit);
        if (known is not null)
        {
            IReadOnlyList<Instruction> kept = PartsOfRows.Kept(Kernel, Flow, Spreads, Forms, loop, counted.Variable, known, line);
            Early.AddRange(kept.Count > 0 || known is ConstantExpression { Integer: <= MostTurns } ? kept
                : [new GuardInstruction(line, 0, new BinaryExpression(ValueType.Boolean, BinaryOperator.Greater, known, LinearIndex.NumberOf(MostTurns)), ErrorKind.OutOfRange, null)]);
        }

        bool isZero = first is ConstantExpression { Integer: 0 };
        Expression start = isZero ? first : Local(counted.Variable, "Start"), own = Local(counted.Variable, "Own"), most = Local(counted.Variable, "Most"), turn = Local(counted.Variable, "Turn");
        before.AddRange(isZero ? [] : [new AssignInstruction(line, LocalOf(start), [], first)]);
        Expression last = new CallExpression(ValueType.Int32, DeviceFunction.Max, EquatableArray.Of(limit, start));
        before.Add(new AssignInstruction(line, LocalOf(own), [], isZero ? limit : new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, last, start)));
        before.Add(new AssignInstruction(line, LocalOf(most), [], new MostExpression(own) { First = Forms.WithoutLocals(counted.First), Limit = known, IsParted = parted is not null }));
        before.Add(new AssignInstruction(line, LocalOf(turn), [], LinearIndex.NumberOf(0)));
        Append(counted.Before, before);

        Expression number = isZero ? turn : new BinaryExpression(ValueType.Int32, BinaryOperator.Add, start, turn);
        foreach (int block in loop.Blocks.Where(block => block != loop.Header))
        {
            Blocks[block] = Blocks[block] with
            {
                Instructions = Blocks[block].Instructions.Where((_, at) => new CodePlace(block, at) != counted.Growth)
                    .Select(instruction => instruction.WithParts((counted.Variable, number), Replaced)).ToEquatable(),
                Terminator = Replaced(Blocks[block].Terminator, (counted.Variable, number)),
            };
        }

        (int check, int next) = (Blocks.Count, Blocks.Count + 1);
        (int inside, int outside) = loop.Ways(test);
        Blocks.Add(new BlockModel(line, [], new BranchTerminator(new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, turn, own), inside, next)));
        Blocks.Add(new BlockModel(
            line,
            EquatableArray.Of<Instruction>(new AssignInstruction(line, LocalOf(turn), [], new BinaryExpression(ValueType.Int32, BinaryOperator.Add, turn, LinearIndex.NumberOf(1)))),
            new JumpTerminator(loop.Header)));
        Blocks[counted.Growth.Block] = Blocks[counted.Growth.Block] with { Terminator = new JumpTerminator(next) };
        Blocks[loop.Header] = Blocks[loop.Header] with { Terminator = new BranchTerminator(new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, turn, most), check, outside) };
        return true;
    }

    private bool IsNotNegative(Expression expression) => Forms.Definition(expression) switch
    {
        ConstantExpression { Integer: >= 0 and <= int.MaxValue } or LengthExpression => true,
        CallExpression { Function: DeviceFunction.Max, Type.Kind: ValueKind.Int32 } most => most.Arguments.Any(IsNotNegative),
        _ => false,
    };

    private static int LocalOf(Expression local) => ((LocalExpression)local).Local;
}
