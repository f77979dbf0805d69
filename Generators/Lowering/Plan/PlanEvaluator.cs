using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Says what locals hold at places in a kernel.</summary>
internal sealed class PlanEvaluator
{
    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly IReadOnlyDictionary<int, InductionLoop> _inductions;
    private readonly NaturalLoop? _examined;
    private readonly HashSet<int>[] _assigned;
    private readonly Dictionary<(int Local, int Block), PlanExpression> _entries = [];
    private readonly PlanTranslator _translator;

    /// <summary>Prepares to evaluate.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control, which is reducible.</param>
    /// <param name="inductions">The loops that are understood, by their numbers.</param>
    /// <param name="examined">The loop whose locals are taken as <see cref="PlanCarried"/> where an iteration begins.</param>
    public PlanEvaluator(
        KernelModel kernel,
        FlowAnalysis flow,
        IReadOnlyDictionary<int, InductionLoop> inductions,
        NaturalLoop? examined = null)
    {
        _kernel = kernel;
        _flow = flow;
        _inductions = inductions;
        _examined = examined;
        _assigned = flow.Loops.Loops.Select(loop => AssignedIn(kernel, loop)).ToArray();
        _translator = new PlanTranslator(kernel, LocalAt);
    }

    /// <summary>The locals that a loop assigns.</summary>
    /// <param name="loop">The loop.</param>
    /// <returns>The locals.</returns>
    public IReadOnlyCollection<int> Assigned(NaturalLoop loop) => _assigned[loop.Number];

    /// <summary>Evaluates an expression before an instruction.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="block">The instruction's block.</param>
    /// <param name="position">The instruction's position.</param>
    /// <returns>The value.</returns>
    public PlanExpression Evaluate(Expression expression, int block, int position)
        => _translator.Value(expression, block, position);

    /// <summary>Evaluates the condition with which a block ends.</summary>
    /// <param name="block">The block, which ends with a branch.</param>
    /// <param name="next">The block behind the branch.</param>
    /// <returns>What holds when the branch leads to <paramref name="next"/>.</returns>
    public PlanExpression Condition(int block, int next)
    {
        BlockModel model = _kernel.Body.Blocks[block];
        if (model.Terminator is not BranchTerminator branch)
        {
            return PlanUnknown.Instance;
        }

        PlanExpression condition = Evaluate(branch.Condition, block, model.Instructions.Count);
        return next == branch.WhenTrue ? condition : PlanAlgebra.Not(condition);
    }

    /// <summary>What a local holds when a loop is entered.</summary>
    /// <param name="local">The local.</param>
    /// <param name="loop">The loop.</param>
    /// <returns>The value.</returns>
    public PlanExpression Before(int local, NaturalLoop loop) => Merge(local, loop.Header, loop.Entries);

    /// <summary>What a local holds at the end of a block.</summary>
    /// <param name="local">The local.</param>
    /// <param name="block">The block.</param>
    /// <returns>The value.</returns>
    public PlanExpression AtEnd(int local, int block) => LocalAt(local, block, _kernel.Body.Blocks[block].Instructions.Count);

    private static HashSet<int> AssignedIn(KernelModel kernel, NaturalLoop loop)
        => [.. loop.Blocks.SelectMany(block => kernel.Body.Blocks[block].Instructions).Select(Target).Where(static local => local >= 0)];

    private static int Target(Instruction instruction) => instruction switch
    {
        AssignInstruction assign => assign.Local,
        LoadInstruction load => load.Local,
        AtomicInstruction atomic => atomic.Local,
        ArrayLoadInstruction load => load.Local,
        _ => -1,
    };

    private PlanExpression LocalAt(int local, int block, int position)
    {
        EquatableArray<Instruction> instructions = _kernel.Body.Blocks[block].Instructions;
        for (int place = position - 1; place >= 0; place--)
        {
            if (Target(instructions[place]) == local)
            {
                return instructions[place] is AssignInstruction { Path.Count: 0 } assign
                    ? _translator.Value(assign.Value, block, place)
                    : Opaque(local);
            }
        }

        return AtEntry(local, block);
    }

    private PlanExpression AtEntry(int local, int block)
    {
        if (!_entries.TryGetValue((local, block), out PlanExpression? value))
        {
            value = FindAtEntry(local, block);
            _entries[(local, block)] = value;
        }

        return value;
    }

    private PlanExpression FindAtEntry(int local, int block)
    {
        NaturalLoop? loop = _flow.Loops.Around(block).FirstOrDefault(loop => loop.Header == block);
        if (loop is null)
        {
            return Merge(local, block, _flow.Graph.Predecessors(block));
        }

        if (!_assigned[loop.Number].Contains(local))
        {
            return Merge(local, block, loop.Entries);
        }

        if (loop == _examined)
        {
            ValueType type = _kernel.Body.Locals[local].Type;
            return type.IsInteger ? new PlanCarried(local, type.Kind) : PlanUnknown.Instance;
        }

        return _inductions.TryGetValue(loop.Number, out InductionLoop? induction)
            && induction.Values.TryGetValue(local, out PlanExpression? value)
                ? value
                : Opaque(local);
    }

    /// <summary>What a local holds at the beginning of a block, when it is entered from one of some others.</summary>
    private PlanExpression Merge(int local, int block, IReadOnlyList<int> previous)
    {
        if (block == 0 || previous.Count == 0)
        {
            return Opaque(local);
        }

        PlanExpression[] values = previous.Select(from => Cross(local, AtEnd(local, from), from, block)).ToArray();
        return values.All(value => value == values[0]) ? values[0]
            : values.Length == 2 ? Select(local, block, previous, values)
            : Opaque(local);
    }

    /// <summary>Brings a value out of the loops that an edge leaves, where the loops' variables have no meaning.</summary>
    private PlanExpression Cross(int local, PlanExpression value, int from, int to)
    {
        foreach (NaturalLoop loop in _flow.Loops.Around(from).Reverse().Where(loop => !loop.Contains(to)))
        {
            if (_inductions.TryGetValue(loop.Number, out InductionLoop? induction) && induction.Test == from && induction.Final is { } final)
            {
                value = PlanAlgebra.Substitute(value, part => part is PlanLoopValue other && other.Loop == loop.Number ? final : null);
            }
            else if (value.Any(part => (part is PlanCarried && loop == _examined) || (part is PlanLoopValue other && other.Loop == loop.Number)))
            {
                return Opaque(local);
            }
        }

        return value;
    }

    /// <summary>Where one branch decides between two values, the value may be a minimum, a maximum or a condition.</summary>
    private PlanExpression Select(int local, int block, IReadOnlyList<int> previous, PlanExpression[] values)
    {
        int branch = _flow.Dominators.Parent(block);
        IReadOnlyList<NaturalLoop> around = _flow.Loops.Around(block);
        if (_flow.Graph.Successors(branch).Count != 2 || previous.Any(from => !_flow.Loops.Around(from).SequenceEqual(around)))
        {
            return Opaque(local);
        }

        int first = _flow.Graph.Successors(branch)[0];
        int second = _flow.Graph.Successors(branch)[1];
        int whenFirst = LeadsTo(first, previous[0]) && LeadsTo(second, previous[1]) ? 0
            : LeadsTo(first, previous[1]) && LeadsTo(second, previous[0]) ? 1
            : -1;
        return whenFirst < 0
            ? Opaque(local)
            : PlanSelection.Find(_kernel.Body.Locals[local].Type.Kind, Condition(branch, first), values[whenFirst], values[1 - whenFirst])
                ?? Opaque(local);

        bool LeadsTo(int next, int from)
            => (from == branch && next == block) || (next != block && _flow.EdgeDominates(branch, next, from));
    }

    private PlanExpression Opaque(int local) => PlanTranslator.Opaque(_kernel.Body.Locals[local].Type);
}
