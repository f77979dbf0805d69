using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Checks a loop's variable once before the loop, where each turn would check it against a length that does not change: a slice that is walked along as far as
/// another span reaches, or by several elements a turn. Where the loop could leave the slice, or its variable <see cref="int"/>, a guard sends these items
/// through the method.
/// </summary>
internal sealed class LoopBounds
{
    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly BodyUses _uses;
    private readonly LaneForms _forms;
    private readonly List<BlockModel> _blocks;

    private LoopBounds(KernelModel kernel)
    {
        _kernel = kernel;
        _flow = new FlowAnalysis(kernel.Body.Blocks);
        _uses = new BodyUses(kernel.Body);
        _forms = new LaneForms(kernel.Body, _flow);
        _blocks = [.. kernel.Body.Blocks];
    }

    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        if (!kernel.Body.Blocks.Any(static block => block.Instructions.Any(static instruction => instruction is BoundsInstruction { IsPlanned: false })))
        {
            return kernel;
        }

        LoopBounds bounds = new(kernel);
        bool changes = false;
        foreach (NaturalLoop loop in bounds._flow.Loops.IsReducible ? bounds._flow.Loops.Loops : [])
        {
            changes |= bounds._flow.Loops.IsInnermost(loop) && bounds.TryRewrite(loop);
        }

        return changes ? kernel with { Body = kernel.Body with { Blocks = bounds._blocks.ToEquatable() } } : kernel;
    }

    private bool TryRewrite(NaturalLoop loop)
    {
        LoopValues values = new(_kernel.Body, _flow, loop);
        if (CountedLoop.Find(_kernel.Body, _flow, _uses, loop, isLoose: true) is not { Loads.Count: 0 } counted || !values.TryUse(counted.Variable))
        {
            return false;
        }

        Checked[] all = [.. loop.Blocks.SelectMany(block => _blocks[block].Instructions.Select((one, at) => Of(one, new CodePlace(block, at), counted, values)).OfType<Checked>())];
        if (all.Length == 0 || GuardsOf(counted, all) is not { } guards)
        {
            return false;
        }

        foreach (int block in loop.Blocks)
        {
            _blocks[block] = _blocks[block] with
            {
                Instructions = _blocks[block].Instructions.Where((_, at) => all.All(one => one.Place != new CodePlace(block, at))).ToEquatable(),
            };
        }

        int before = Before(counted);
        _blocks[before] = _blocks[before] with { Instructions = _blocks[before].Instructions.Concat(guards).ToEquatable() };
        return true;
    }

    private Checked? Of(Instruction instruction, CodePlace place, CountedLoop counted, LoopValues values)
        => instruction is BoundsInstruction { IsPlanned: false } bounds && counted.RunsBeforeGrowth(place, _flow)
            && RisingIndex.Of(values.Of(bounds.Index, (place.Block, place.Position)), counted, _forms) is { IsVariable: true, Number: > -int.MaxValue } index && _forms.WithoutLocals(bounds.Length) is { } length
            ? new Checked(place, bounds, length, index.Number)
            : null;

    // The last turn's variable is known from the limit, unless one of the sums before wraps.
    private List<Instruction>? GuardsOf(CountedLoop counted, Checked[] all)
    {
        BoundsInstruction first = all[0].Bounds;
        int least = Math.Max(0, -all.Min(static one => one.Number));
        int more = counted.Step - (counted.IsInclusive ? 0 : 1);
        List<Instruction> guards = [];
        if (counted.First is not ConstantExpression { Integer: { } start })
        {
            LocalExpression variable = new(ValueType.Int32, counted.Variable);
            guards.Add(Guard(first, variable, BinaryOperator.Less, LinearIndex.NumberOf(least)));
            if (counted.Ahead > 0)
            {
                guards.Add(Guard(first, variable, BinaryOperator.Greater, LinearIndex.NumberOf(int.MaxValue - counted.Ahead)));
            }
        }
        else if (start < least || start + counted.Ahead > int.MaxValue)
        {
            return null;
        }

        if (more > 0)
        {
            guards.Add(Guard(first, counted.Limit, BinaryOperator.Greater, LinearIndex.NumberOf(int.MaxValue - more)));
        }

        foreach (IGrouping<Expression, Checked> checks in all.GroupBy(static one => one.Length))
        {
            long over = Math.Max(0L, (long)checks.Max(static one => one.Number) - counted.Ahead + (counted.IsInclusive ? 1 : 0));
            Expression limit = over == 0 ? counted.Limit : Reached(counted);
            // A loop up to the length itself asks more than the length: no item would be left to lanes.
            if (over > int.MaxValue || (over > 0 && limit.Equals(checks.Key)))
            {
                return null;
            }

            Expression most = over == 0 ? checks.Key : Difference(checks.Key, LinearIndex.NumberOf((int)over));
            guards.Add(Guard(checks.First().Bounds, limit, BinaryOperator.Greater, most));
        }

        return guards;
    }

    // The least limit with which the loop makes as many turns: a loop by four up to 384 makes its last turn with 380, as one up to 381 does. Where this wraps there
    // is no turn, or a guard has ended the item before.
    private Expression Reached(CountedLoop counted)
        => counted is { Step: > 1, Ahead: 0, First: ConstantExpression { Integer: >= 0 and < int.MaxValue and long first } } && _forms.IsOfArguments(counted.Limit)
            ? Difference(counted.Limit, new BinaryExpression(
                ValueType.Int32, BinaryOperator.Remainder,
                Difference(counted.Limit, LinearIndex.NumberOf((int)first + (counted.IsInclusive ? 0 : 1))), LinearIndex.NumberOf(counted.Step)))
            : counted.Limit;

    private static BinaryExpression Difference(Expression left, Expression right) => new(ValueType.Int32, BinaryOperator.Subtract, left, right);

    // A block through which only the loop is entered.
    private int Before(CountedLoop counted)
    {
        int before = counted.Before, header = counted.Loop.Header;
        if (_blocks[before].Terminator is not BranchTerminator branch)
        {
            return before;
        }

        _blocks.Add(new BlockModel(_blocks[header].Line, [], new JumpTerminator(header)));
        int added = _blocks.Count - 1;
        _blocks[before] = _blocks[before] with
        {
            Terminator = branch with { WhenTrue = branch.WhenTrue == header ? added : branch.WhenTrue, WhenFalse = branch.WhenFalse == header ? added : branch.WhenFalse },
        };
        return added;
    }

    private static GuardInstruction Guard(BoundsInstruction bounds, Expression left, BinaryOperator comparison, Expression right)
        => new(bounds.Line, bounds.Site, new BinaryExpression(ValueType.Boolean, comparison, left, right), ErrorKind.OutOfRange, null);

    // A check of the variable's sum with a number against a length.
    private sealed record Checked(CodePlace Place, BoundsInstruction Bounds, Expression Length, int Number);
}
