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
/// Lets loops count from 0 that count from an item's own start to its own end, where all items have equally many turns: <c>for (j = i * n; j &lt; (i + 1) * n; j++)</c>
/// becomes a walk along a row. Where the sum of start and turns would wrap, the loop makes other turns: so a guard before the loop sends these items through the method.
/// The end may be the lesser of two, as in <c>Math.Min(start + n, x.Length)</c>: of an item that ends at the other one, a guard does the same.
/// </summary>
internal sealed class LoopStarts : LoopRewriter
{
    private LoopStarts(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (flow.Loops.Loops.Count == 0 || !flow.Loops.IsReducible || !flow.Control.IsComplete || kernel.Body.Sites.Count == 0)
        {
            return kernel;
        }

        LoopStarts starts = new(kernel, flow);
        return starts.Rewritten(flow.Loops.Loops, starts.TryRewrite);
    }

    // Only innermost loops walk along rows, and so each block is rewritten once. Nor do loops walk whose header does more than test.
    private bool TryRewrite(NaturalLoop loop)
    {
        if (Kernel.Body.Blocks[loop.Header].Instructions.Count > 0
            || !Flow.Loops.IsInnermost(loop)
            || CountedLoop.Find(Kernel.Body, Flow, Uses, loop) is not { Step: 1, IsInclusive: false, First: not ConstantExpression, Loads.Count: 0 } counted
            || Spreads.Of(counted.Variable).IsUniform
            || loop.Exits.Any(exit => Live[exit.To].Contains(counted.Variable))
            || TurnsOf(counted) is not ({ } turns, var ends))
        {
            return false;
        }

        Expression start = Local(counted.Variable, "Start"), turn = Local(counted.Variable, "Turn");
        Expression number = new BinaryExpression(ValueType.Int32, BinaryOperator.Add, start, turn);
        foreach (int block in loop.Blocks)
        {
            Blocks[block] = block == loop.Header ? Tested(Blocks[block], turn, turns, loop) : Blocks[block] with
            {
                Instructions = Blocks[block].Instructions.Select((instruction, at) => new CodePlace(block, at) == counted.Growth
                    ? new AssignInstruction(instruction.Line, LocalOf(turn), [], new BinaryExpression(ValueType.Int32, BinaryOperator.Add, turn, LinearIndex.NumberOf(1)))
                    : instruction.WithParts((counted.Variable, number), Replaced)).ToEquatable(),
                Terminator = Replaced(Blocks[block].Terminator, (counted.Variable, number)),
            };
        }

        BlockModel before = Blocks[counted.Before];
        int line = before.Line;
        Expression last = new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, LinearIndex.NumberOf(int.MaxValue), turns);
        Blocks[counted.Before] = before with
        {
            Instructions = before.Instructions.Concat<Instruction>(
            [
                new AssignInstruction(line, LocalOf(start), [], new LocalExpression(ValueType.Int32, counted.Variable)),
                Guard(line, turns, BinaryOperator.Less, LinearIndex.NumberOf(0)),
                Guard(line, start, BinaryOperator.Greater, last),
                .. ends,
                new AssignInstruction(line, LocalOf(turn), [], LinearIndex.NumberOf(0)),
            ]).ToEquatable(),
        };
        return true;
    }

    // How many turns the loop makes; null when items may have different numbers of them.
    private (Expression Turns, IReadOnlyList<Instruction> Ends)? TurnsOf(CountedLoop counted)
    {
        if (Forms.WithoutLocals(counted.First) is not { } first || ProductSum.Of(first) is not { } start)
        {
            return null;
        }

        Expression limit = LimitOf(counted);
        if (TurnsTo(limit, start) is { } all)
        {
            return (all, []);
        }

        return Forms.Definition(limit) is not CallExpression { Function: DeviceFunction.Min, Type.Kind: ValueKind.Int32, Arguments: var ends } ? null
            : TurnsTo(ends[0], start) is { } turns ? (turns, [Guard(Kernel.Body.Blocks[counted.Before].Line, ends[0], BinaryOperator.Greater, ends[1])])
            : TurnsTo(ends[1], start) is { } others ? (others, [Guard(Kernel.Body.Blocks[counted.Before].Line, ends[1], BinaryOperator.Greater, ends[0])])
            : null;
    }

    private Expression? TurnsTo(Expression limit, ProductSum start)
        => Forms.WithoutLocals(limit) is { } known && ProductSum.Of(known) is { } end && end.Without(start) is { } turns && Spreads.Of(turns) is { IsUniform: true } ? turns : null;

    // A limit that the block before the loop makes of the variable: the variable has its first value there.
    private Expression LimitOf(CountedLoop counted)
    {
        EquatableArray<Instruction> before = Kernel.Body.Blocks[counted.Before].Instructions;
        if (counted.Limit is not LocalExpression { Local: var limit } || Uses.Setting(limit) is not { Count: 1 } places || places[0].Block != counted.Before
            || before[places[0].Position] is not AssignInstruction { Path.Count: 0 } assign)
        {
            return counted.Limit;
        }

        int set = Uses.Setting(counted.Variable).Where(one => one.Block == counted.Before).Select(static one => one.Position).DefaultIfEmpty(-1).Max();
        return set >= 0 && set < places[0].Position
            ? ExpressionSimplifier.Replace(assign.Value, local => local.Local == counted.Variable ? counted.First : null)
            : counted.Limit;
    }

    private BlockModel Tested(BlockModel header, Expression turn, Expression turns, NaturalLoop loop)
    {
        BranchTerminator branch = (BranchTerminator)header.Terminator;
        bool stays = loop.Contains(branch.WhenTrue);
        return header with
        {
            Terminator = new BranchTerminator(
                new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, turn, turns),
                stays ? branch.WhenTrue : branch.WhenFalse,
                stays ? branch.WhenFalse : branch.WhenTrue),
        };
    }

    private GuardInstruction Guard(int line, Expression left, BinaryOperator comparison, Expression right)
        => new(line, 0, new BinaryExpression(ValueType.Boolean, comparison, left, right), ErrorKind.OutOfRange, null);

    private static int LocalOf(Expression local) => ((LocalExpression)local).Local;
}
