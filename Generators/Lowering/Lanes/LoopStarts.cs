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
internal sealed class LoopStarts
{
    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly BodyUses _uses;
    private readonly LaneForms _forms;
    private readonly LaneSpreads _spreads;
    private readonly IReadOnlyList<LocalSet> _live;
    private readonly List<LocalModel> _locals;
    private readonly LaneLocalNames _names;
    private readonly BlockModel[] _blocks;

    private LoopStarts(KernelModel kernel, FlowAnalysis flow)
    {
        (_kernel, _flow) = (kernel, flow);
        _uses = new BodyUses(kernel.Body);
        _forms = new LaneForms(kernel.Body, flow);
        _spreads = new LaneSpreads(kernel, flow);
        _live = LiveLocals.AtEntries(kernel.Body);
        _locals = [.. kernel.Body.Locals];
        _names = new LaneLocalNames(kernel);
        _blocks = [.. kernel.Body.Blocks];
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
        bool changes = false;
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            changes |= starts.TryRewrite(loop);
        }

        return changes ? kernel with { Body = kernel.Body with { Locals = starts._locals.ToEquatable(), Blocks = starts._blocks.ToEquatable() } } : kernel;
    }

    // Only innermost loops walk along rows, and so each block is rewritten once. Nor do loops walk whose header does more than test.
    private bool TryRewrite(NaturalLoop loop)
    {
        if (_kernel.Body.Blocks[loop.Header].Instructions.Count > 0
            || !_flow.Loops.IsInnermost(loop)
            || CountedLoop.Find(_kernel.Body, _flow, _uses, loop) is not { Step: 1, IsInclusive: false, First: not ConstantExpression, Loads.Count: 0 } counted
            || _spreads.Of(counted.Variable).IsUniform
            || loop.Exits.Any(exit => _live[exit.To].Contains(counted.Variable))
            || TurnsOf(counted) is not ({ } turns, var ends))
        {
            return false;
        }

        Expression start = Local(counted, "Start"), turn = Local(counted, "Turn");
        Expression number = new BinaryExpression(ValueType.Int32, BinaryOperator.Add, start, turn);
        foreach (int block in loop.Blocks)
        {
            _blocks[block] = block == loop.Header ? Tested(_blocks[block], turn, turns, loop) : _blocks[block] with
            {
                Instructions = _blocks[block].Instructions.Select((instruction, at) => new CodePlace(block, at) == counted.Growth
                    ? new AssignInstruction(instruction.Line, LocalOf(turn), [], new BinaryExpression(ValueType.Int32, BinaryOperator.Add, turn, LinearIndex.NumberOf(1)))
                    : instruction.WithParts((counted.Variable, number), Replaced)).ToEquatable(),
                Terminator = _blocks[block].Terminator is BranchTerminator branch
                    ? branch with { Condition = Replaced(branch.Condition, (counted.Variable, number)) }
                    : _blocks[block].Terminator,
            };
        }

        BlockModel before = _blocks[counted.Before];
        int line = before.Line;
        Expression last = new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, LinearIndex.NumberOf(int.MaxValue), turns);
        _blocks[counted.Before] = before with
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
        if (_forms.WithoutLocals(counted.First) is not { } first || ProductSum.Of(first) is not { } start)
        {
            return null;
        }

        Expression limit = LimitOf(counted);
        if (TurnsTo(limit, start) is { } all)
        {
            return (all, []);
        }

        return _forms.Definition(limit) is not CallExpression { Function: DeviceFunction.Min, Type.Kind: ValueKind.Int32, Arguments: var ends } ? null
            : TurnsTo(ends[0], start) is { } turns ? (turns, [Guard(_kernel.Body.Blocks[counted.Before].Line, ends[0], BinaryOperator.Greater, ends[1])])
            : TurnsTo(ends[1], start) is { } others ? (others, [Guard(_kernel.Body.Blocks[counted.Before].Line, ends[1], BinaryOperator.Greater, ends[0])])
            : null;
    }

    private Expression? TurnsTo(Expression limit, ProductSum start)
        => _forms.WithoutLocals(limit) is { } known && ProductSum.Of(known) is { } end && end.Without(start) is { } turns && _spreads.Of(turns) is { IsUniform: true } ? turns : null;

    // A limit that the block before the loop makes of the variable: the variable has its first value there.
    private Expression LimitOf(CountedLoop counted)
    {
        EquatableArray<Instruction> before = _kernel.Body.Blocks[counted.Before].Instructions;
        if (counted.Limit is not LocalExpression { Local: var limit } || _uses.Setting(limit) is not { Count: 1 } places || places[0].Block != counted.Before
            || before[places[0].Position] is not AssignInstruction { Path.Count: 0 } assign)
        {
            return counted.Limit;
        }

        int set = _uses.Setting(counted.Variable).Where(one => one.Block == counted.Before).Select(static one => one.Position).DefaultIfEmpty(-1).Max();
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

    private static Expression Replaced(Expression expression, (int Variable, Expression Number) by)
        => ExpressionSimplifier.Replace(expression, local => local.Local == by.Variable ? by.Number : null);

    private LocalExpression Local(CountedLoop counted, string suffix)
    {
        _locals.Add(new LocalModel(_names.Take(_kernel.Body.Locals[counted.Variable].Name + suffix), ValueType.Int32, LocalRole.Variable));
        return new LocalExpression(ValueType.Int32, _locals.Count - 1);
    }

    private static int LocalOf(Expression local) => ((LocalExpression)local).Local;
}
