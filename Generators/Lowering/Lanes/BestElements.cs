using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Keeps the element of the best place in a local: <c>if (x[row + k] > x[row + best]) best = k;</c> loads the element of the best place in each turn, though it is
/// one that an earlier turn has loaded. With the local, the loop is a walk that finds an extreme and its place. The first place is checked before the loop.
/// </summary>
internal sealed class BestElements
{
    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly BodyUses _uses;
    private readonly List<LocalModel> _locals;
    private readonly LaneLocalNames _names;
    private readonly List<Instruction>[] _blocks;

    private BestElements(KernelModel kernel, FlowAnalysis flow)
    {
        (_kernel, _flow) = (kernel, flow);
        _uses = new BodyUses(kernel.Body);
        _locals = [.. kernel.Body.Locals];
        _names = new LaneLocalNames(kernel);
        _blocks = [.. kernel.Body.Blocks.Select(static block => block.Instructions.ToList())];
    }

    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (flow.Loops.Loops.Count == 0 || !flow.Loops.IsReducible || !flow.Control.IsComplete)
        {
            return kernel;
        }

        BestElements best = new(kernel, flow);
        bool changes = false;
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            changes |= best.TryRewrite(loop);
        }

        return !changes ? kernel : kernel with
        {
            Body = kernel.Body with
            {
                Locals = best._locals.ToEquatable(),
                Blocks = kernel.Body.Blocks.Select((block, number) => block with { Instructions = best._blocks[number].ToEquatable() }).ToEquatable(),
            },
        };
    }

    // The variable grows at the end of each turn, so that it has one value in all of the turn.
    private bool TryRewrite(NaturalLoop loop)
    {
        if (!_flow.Loops.IsInnermost(loop) || loop.Latches.Count != 1 || _kernel.Body.Blocks[loop.Header].Instructions.Count > 0
            || CountedLoop.Find(_kernel.Body, _flow, _uses, loop) is not { Step: 1, IsInclusive: false, First: ConstantExpression { Integer: >= 0 }, Loads.Count: 0 } counted
            || counted.Growth != new CodePlace(loop.Latches[0], _kernel.Body.Blocks[loop.Latches[0]].Instructions.Count - 1))
        {
            return false;
        }

        foreach (CodePlace taken in PlacesIn(loop))
        {
            if (At(taken) is AssignInstruction { Path.Count: 0, Value: LocalExpression { Local: var number } } best && number == counted.Variable
                && _uses.Setting(best.Local).Count(place => loop.Contains(place.Block)) == 1 && TryRewrite(loop, counted, best.Local, taken))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryRewrite(NaturalLoop loop, CountedLoop counted, int best, CodePlace taken)
    {
        LoopValues values = new(_kernel.Body, _flow, loop);
        if (!values.TryUse(counted.Variable))
        {
            return false;
        }

        values.Keep(best);
        CodePlace[] before = [.. PlacesIn(loop).Where(place => IsBefore(place, taken))];
        CodePlace[] kept = [.. before.Where(place => At(place) is LoadInstruction load && OfBest(values, load, place, best) is not null)];
        if (kept.Length != 1 || At(kept[0]) is not LoadInstruction old || OfBest(values, old, kept[0], best) is not { } index)
        {
            return false;
        }

        LinearIndex? turned = values.Of(ExpressionSimplifier.Replace(index, local => local.Local == best ? new LocalExpression(ValueType.Int32, counted.Variable) : null), (kept[0].Block, kept[0].Position));
        CodePlace[] tested = [.. before.Where(place => At(place) is LoadInstruction load && IsAlike(load, old) && _uses.Setting(load.Local).Count == 1 && values.Of(load.Access.Index, (place.Block, place.Position)) == turned)];
        CodePlace[] checks = [.. before.Where(place => At(place) is BoundsInstruction bounds && ReadsBest(values, bounds, place, best))];
        if (turned is not { Factor: ConstantExpression { Integer: 1 } } || tested.Length == 0 || checks.Any(place => !IsOfLoop(counted, (BoundsInstruction)At(place), best)))
        {
            return false;
        }

        int element = Local(best, "Element", old), first = Local(best, "First", old);
        _blocks[counted.Before].AddRange(
        [
            .. checks.Select(place => (Instruction)Check(old, ((BoundsInstruction)At(place)).Index, ((BoundsInstruction)At(place)).Length)),
            Check(old, index, new LengthExpression(old.Access.Parameter)),
            new LoadInstruction(old.Line, first, old.Access with { Index = index, IsInside = true }, false),
            new AssignInstruction(old.Line, element, [], new LocalExpression(old.Access.Value, first)),
        ]);
        _blocks[kept[0].Block][kept[0].Position] = new AssignInstruction(old.Line, old.Local, [], new LocalExpression(old.Access.Value, element));
        _blocks[taken.Block].Insert(taken.Position + 1, new AssignInstruction(old.Line, element, [], new LocalExpression(old.Access.Value, ((LoadInstruction)At(tested[0])).Local)));
        foreach (CodePlace place in checks.OrderByDescending(static place => place.Position))
        {
            _blocks[place.Block].RemoveAt(place.Position);
        }

        return true;
    }

    private IEnumerable<CodePlace> PlacesIn(NaturalLoop loop)
        => loop.Blocks.SelectMany(block => Enumerable.Range(0, _kernel.Body.Blocks[block].Instructions.Count).Select(at => new CodePlace(block, at)));

    private Instruction At(CodePlace place) => _kernel.Body.Blocks[place.Block].Instructions[place.Position];

    private bool IsBefore(CodePlace place, CodePlace other)
        => place.Block == other.Block ? place.Position < other.Position : _flow.Dominators.Dominates(place.Block, other.Block);

    // The index of a load by the best place and what no turn changes; null for any other load.
    private Expression? OfBest(LoopValues values, LoadInstruction load, CodePlace place, int best)
        => !_kernel.Parameters[load.Access.Parameter].Writes && load.Access.Path.Count == 0 && load.Access.Value.Kind != ValueKind.Struct
            && values.Of(load.Access.Index, (place.Block, place.Position)) is { Factor: null, Rest: not null } form
            && form.RestWith(form.Number) is { } index && ExpressionLocals.Reads(index, best)
            ? index
            : null;

    private static bool IsAlike(LoadInstruction load, LoadInstruction other)
        => load.Access.Parameter == other.Access.Parameter && load.Access.Path.Count == 0 && load.Access.Value == other.Access.Value;

    private static bool ReadsBest(LoopValues values, BoundsInstruction bounds, CodePlace place, int best)
        => ExpressionLocals.Reads(bounds, best)
            || (values.Of(bounds.Index, (place.Block, place.Position)) is { Factor: null, Rest: { } rest } && ExpressionLocals.Reads(rest, best));

    // A check that every number of the loop passes.
    private static bool IsOfLoop(CountedLoop counted, BoundsInstruction bounds, int best)
        => bounds.Index is LocalExpression { Local: var index } && index == best && bounds.Length == counted.Limit;

    private static BoundsInstruction Check(LoadInstruction load, Expression index, Expression length)
        => new(load.Line, load.Access.Site, load.Access.Parameter, index, length, index);

    private int Local(int best, string suffix, LoadInstruction load)
    {
        _locals.Add(new LocalModel(_names.Take(_kernel.Body.Locals[best].Name + suffix), load.Access.Value, LocalRole.Variable));
        return _locals.Count - 1;
    }
}
