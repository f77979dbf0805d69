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
internal sealed class OwnTurns
{
    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly BodyUses _uses;
    private readonly LaneForms _forms;
    private readonly LaneSpreads _spreads;
    private readonly IReadOnlyList<LocalSet> _live;
    private readonly List<LocalModel> _locals;
    private readonly LaneLocalNames _names;
    private readonly List<BlockModel> _blocks;
    private readonly List<Instruction> _early = [];

    private OwnTurns(KernelModel kernel, FlowAnalysis flow)
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
        if (flow.Loops.Loops.Count == 0 || !flow.Loops.IsReducible || !flow.Control.IsComplete || flow.Graph.Predecessors(0).Count > 0)
        {
            return kernel;
        }

        OwnTurns turns = new(kernel, flow);
        bool changes = false;
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            changes |= turns.TryRewrite(loop);
        }

        if (!changes)
        {
            return kernel;
        }

        turns._blocks[0] = turns._blocks[0] with { Instructions = turns._early.Distinct().Concat(turns._blocks[0].Instructions).ToEquatable() };
        return kernel with { Body = kernel.Body with { Locals = turns._locals.ToEquatable(), Blocks = turns._blocks.ToEquatable() } };
    }

    /// <summary>Whether a kernel for lanes has such loops.</summary>
    /// <param name="body">Its body.</param>
    /// <returns>True when it has.</returns>
    public static bool Has(KernelBody body)
        => body.Blocks.Any(static block => block.Instructions.Any(static one => one is AssignInstruction { Value: MostExpression }));

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
        if (_kernel.Body.Blocks[loop.Header].Instructions.Count > 0
            || !_flow.Loops.IsInnermost(loop)
            || CountedLoop.Find(_kernel.Body, _flow, _uses, loop) is not { Step: 1, Loads.Count: 0 } counted
            || (_spreads.Of(counted.First).IsUniform && _spreads.Of(counted.Limit).IsUniform)
            || loop.Latches.Count != 1 || loop.Latches[0] != counted.Growth.Block
            || counted.Growth.Position != _kernel.Body.Blocks[counted.Growth.Block].Instructions.Count - 1
            || _kernel.Body.Blocks[counted.Growth.Block].Terminator is not JumpTerminator
            || _kernel.Body.Blocks[loop.Header].Terminator is not BranchTerminator test
            || loop.Exits.Any(exit => _live[exit.To].Contains(counted.Variable)))
        {
            return false;
        }

        bool stays = loop.Contains(test.WhenTrue);
        int line = _kernel.Body.Blocks[counted.Before].Line;
        List<Instruction> before = [];
        Expression first = counted.First is ConstantExpression { Integer: >= 0 and <= int.MaxValue } constant ? constant : new LocalExpression(ValueType.Int32, counted.Variable);
        Expression limit = counted.IsInclusive ? new BinaryExpression(ValueType.Int32, BinaryOperator.Add, counted.Limit, LinearIndex.NumberOf(1)) : counted.Limit;
        if (counted.IsInclusive && counted.Limit is not IndexExpression)
        {
            Refuse(before, line, BinaryOperator.Equal, counted.Limit, LinearIndex.NumberOf(int.MaxValue));
        }

        if (!IsNotNegative(counted.First))
        {
            Refuse(before, line, BinaryOperator.Less, counted.First, LinearIndex.NumberOf(0));
        }

        if (_forms.WithoutLocals(limit) is { } known)
        {
            _early.AddRange(PartsOfRows.Kept(_kernel, _flow, _spreads, _forms, loop, counted.Variable, known, line));
        }

        bool isZero = first is ConstantExpression { Integer: 0 };
        Expression start = isZero ? first : Local(counted, "Start"), own = Local(counted, "Own"), most = Local(counted, "Most"), turn = Local(counted, "Turn");
        before.AddRange(isZero ? [] : [new AssignInstruction(line, LocalOf(start), [], first)]);
        Expression last = new CallExpression(ValueType.Int32, DeviceFunction.Max, EquatableArray.Of(limit, start));
        before.Add(new AssignInstruction(line, LocalOf(own), [], isZero ? limit : new BinaryExpression(ValueType.Int32, BinaryOperator.Subtract, last, start)));
        before.Add(new AssignInstruction(line, LocalOf(most), [], new MostExpression(own) { First = _forms.WithoutLocals(counted.First), Limit = _forms.WithoutLocals(limit) }));
        before.Add(new AssignInstruction(line, LocalOf(turn), [], LinearIndex.NumberOf(0)));
        Insert(counted.Before, before);

        Expression number = isZero ? turn : new BinaryExpression(ValueType.Int32, BinaryOperator.Add, start, turn);
        foreach (int block in loop.Blocks.Where(block => block != loop.Header))
        {
            _blocks[block] = _blocks[block] with
            {
                Instructions = _blocks[block].Instructions.Where((_, at) => new CodePlace(block, at) != counted.Growth)
                    .Select(instruction => instruction.WithParts((counted.Variable, number), Replaced)).ToEquatable(),
                Terminator = _blocks[block].Terminator is BranchTerminator branch ? branch with { Condition = Replaced(branch.Condition, (counted.Variable, number)) } : _blocks[block].Terminator,
            };
        }

        (int check, int next) = (_blocks.Count, _blocks.Count + 1);
        (int inside, int outside) = stays ? (test.WhenTrue, test.WhenFalse) : (test.WhenFalse, test.WhenTrue);
        _blocks.Add(new BlockModel(line, [], new BranchTerminator(new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, turn, own), inside, next)));
        _blocks.Add(new BlockModel(
            line,
            EquatableArray.Of<Instruction>(new AssignInstruction(line, LocalOf(turn), [], new BinaryExpression(ValueType.Int32, BinaryOperator.Add, turn, LinearIndex.NumberOf(1)))),
            new JumpTerminator(loop.Header)));
        _blocks[counted.Growth.Block] = _blocks[counted.Growth.Block] with { Terminator = new JumpTerminator(next) };
        _blocks[loop.Header] = _blocks[loop.Header] with { Terminator = new BranchTerminator(new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, turn, most), check, outside) };
        return true;
    }

    // A check that takes no more than the index and arguments is made before all effects.
    private void Refuse(List<Instruction> before, int line, BinaryOperator comparison, Expression left, Expression right)
    {
        Expression? early = _forms.WithoutLocals(left);
        (early is null ? before : _early).Add(new GuardInstruction(line, 0, new BinaryExpression(ValueType.Boolean, comparison, early ?? left, right), ErrorKind.OutOfRange, null));
    }

    private bool IsNotNegative(Expression expression) => _forms.Definition(expression) switch
    {
        ConstantExpression { Integer: >= 0 and <= int.MaxValue } or LengthExpression => true,
        CallExpression { Function: DeviceFunction.Max, Type.Kind: ValueKind.Int32 } most => most.Arguments.Any(IsNotNegative),
        _ => false,
    };

    private void Insert(int block, IEnumerable<Instruction> instructions)
        => _blocks[block] = _blocks[block] with { Instructions = _blocks[block].Instructions.Concat(instructions).ToEquatable() };

    private static Expression Replaced(Expression expression, (int Variable, Expression Number) by)
        => ExpressionSimplifier.Replace(expression, local => local.Local == by.Variable ? by.Number : null);

    private LocalExpression Local(CountedLoop counted, string suffix)
    {
        _locals.Add(new LocalModel(_names.Take(_kernel.Body.Locals[counted.Variable].Name + suffix), ValueType.Int32, LocalRole.Variable));
        return new LocalExpression(ValueType.Int32, _locals.Count - 1);
    }

    private static int LocalOf(Expression local) => ((LocalExpression)local).Local;
}
