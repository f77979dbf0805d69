using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>
/// Finds the values of locals at places in a kernel. Each value is found once, after the values that it depends on, with a stack of the evaluator's
/// own. So neither time nor depth grows with the number of uses or of steps of a value.
/// </summary>
internal sealed class PlanEvaluator
{
    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly LocalDefinitions _definitions;
    private readonly IReadOnlyDictionary<int, InductionLoop> _inductions;
    private readonly PlanTranslator _translator;
    private readonly PlanEvaluator? _before;
    private readonly NaturalLoop? _examined;
    private readonly Func<NaturalLoop, PlanEvaluator, InductionLoop?>? _examine;
    private readonly Dictionary<int, InductionLoop?> _inner = [];
    private readonly Dictionary<PlanPlace, PlanExpression> _values = [];
    private readonly Dictionary<int, PlanExpression> _conditions = [];
    private readonly Dictionary<int, PlanJoin> _joins;
    private readonly List<int> _read = [];

    /// <summary>Prepares to evaluate.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control, which is reducible.</param>
    /// <param name="algebra">Makes the values.</param>
    /// <param name="inductions">The induction loops, by their numbers.</param>
    public PlanEvaluator(KernelModel kernel, FlowAnalysis flow, PlanAlgebra algebra, IReadOnlyDictionary<int, InductionLoop> inductions)
    {
        _kernel = kernel;
        _flow = flow;
        _definitions = new LocalDefinitions(kernel.Body, flow);
        _inductions = inductions;
        Algebra = algebra;
        _translator = new PlanTranslator(kernel, algebra);
        _joins = [];
    }

    private PlanEvaluator(PlanEvaluator before, NaturalLoop examined, Func<NaturalLoop, PlanEvaluator, InductionLoop?>? examine)
    {
        _kernel = before._kernel;
        _flow = before._flow;
        _definitions = before._definitions;
        _inductions = before._inductions;
        _translator = before._translator;
        _joins = before._joins;
        Algebra = before.Algebra;
        _before = before;
        _examined = examined;
        _examine = examine;
    }

    /// <summary>Makes the values.</summary>
    public PlanAlgebra Algebra { get; }

    /// <summary>The instructions that set locals.</summary>
    public LocalDefinitions Definitions => _definitions;

    /// <summary>An evaluator for which locals are <see cref="PlanCarried"/> at the beginning of a loop's iteration.</summary>
    /// <param name="loop">The loop; those before it and around it have been examined.</param>
    /// <param name="inner">Examines a loop inside it, for one of its iterations; null where such loops count as unknown.</param>
    /// <returns>The evaluator.</returns>
    public PlanEvaluator Examining(NaturalLoop loop, Func<NaturalLoop, PlanEvaluator, InductionLoop?>? inner) => new(this, loop, inner);

    /// <summary>Evaluates an expression before an instruction.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="block">The instruction's block.</param>
    /// <param name="position">The instruction's position.</param>
    /// <returns>The value.</returns>
    public PlanExpression Evaluate(Expression expression, int block, int position)
    {
        List<int> locals = [];
        ExpressionLocals.Collect(expression, locals);
        foreach (int local in locals)
        {
            Find(SourceOf(local, block, position));
        }

        return Translate(expression, block, position);
    }

    /// <summary>Evaluates the condition with which a block ends.</summary>
    /// <param name="block">The block, which ends with a branch.</param>
    /// <param name="next">The block after the branch.</param>
    /// <returns>The condition that holds when the branch leads to <paramref name="next"/>.</returns>
    public PlanExpression Condition(int block, int next)
    {
        BlockModel model = _kernel.Body.Blocks[block];
        if (model.Terminator is not BranchTerminator branch)
        {
            return Algebra.Unknown(PlanCause.Branches, "a jump", model.Line);
        }

        if (!_conditions.TryGetValue(block, out PlanExpression? condition))
        {
            condition = Evaluate(branch.Condition, block, model.Instructions.Count);
            _conditions.Add(block, condition);
        }

        return next == branch.WhenTrue ? condition : Algebra.Not(condition);
    }

    /// <summary>The value of a local when a loop is entered.</summary>
    /// <param name="local">The local.</param>
    /// <param name="loop">The loop.</param>
    /// <returns>The value.</returns>
    public PlanExpression Before(int local, NaturalLoop loop)
    {
        foreach (int entry in loop.Entries)
        {
            AtEnd(local, entry);
        }

        return Merge(local, loop.Header, loop.Entries);
    }

    /// <summary>The value of a local at the end of a block.</summary>
    /// <param name="local">The local.</param>
    /// <param name="block">The block.</param>
    /// <returns>The value.</returns>
    public PlanExpression AtEnd(int local, int block) => Find(SourceOf(local, block, End(block)));

    private int End(int block) => _kernel.Body.Blocks[block].Instructions.Count;

    /// <summary>The place that gives a local the value that it has before an instruction.</summary>
    private PlanPlace SourceOf(int local, int block, int position)
    {
        while (true)
        {
            int at = _definitions.LastBefore(local, block, position);
            if (at >= 0)
            {
                return new PlanPlace(local, block, at);
            }

            int parent = _flow.Dominators.Parent(block);
            if (parent < 0 || _definitions.Meet(local, block) || _flow.Loops.Leaves(parent, block))
            {
                return new PlanPlace(local, block, PlanPlace.Entry);
            }

            block = parent;
            position = int.MaxValue;
        }
    }

    private bool TryKnown(PlanPlace place, out PlanExpression value)
    {
        if (IsBefore(place.Block))
        {
            value = _before!.Find(place);
            return true;
        }

        return _values.TryGetValue(place, out value!);
    }

    // Values before the examined loop are the same for all evaluators: the loops there have been examined.
    private bool IsBefore(int block) => _examined is not null && _flow.Graph.Position(block) < _flow.Graph.Position(_examined.Header);

    private PlanExpression Find(PlanPlace wanted)
    {
        if (TryKnown(wanted, out PlanExpression known))
        {
            return known;
        }

        Stack<PlanPlace> open = new();
        List<PlanPlace> needed = [];
        open.Push(wanted);
        while (open.Count > 0)
        {
            PlanPlace place = open.Peek();
            if (TryKnown(place, out _))
            {
                open.Pop();
                continue;
            }

            needed.Clear();
            Need(place, needed);
            int waiting = open.Count;
            foreach (PlanPlace other in needed)
            {
                if (!TryKnown(other, out _))
                {
                    open.Push(other);
                }
            }

            if (open.Count == waiting)
            {
                open.Pop();
                _values.Add(place, Compute(place));
            }
        }

        return _values[wanted];
    }

    /// <summary>Adds the places whose values a place needs.</summary>
    private void Need(PlanPlace place, List<PlanPlace> needed)
    {
        if (place.Position != PlanPlace.Entry)
        {
            if (_kernel.Body.Blocks[place.Block].Instructions[place.Position] is AssignInstruction { Path.Count: 0 } assign)
            {
                NeedLocals(assign.Value, place.Block, place.Position, needed);
            }

            return;
        }

        IReadOnlyList<int> previous = Ways(place);
        foreach (int from in previous)
        {
            needed.Add(SourceOf(place.Local, from, End(from)));
        }

        if (previous.Count > 1)
        {
            foreach (int branch in JoinAt(place.Block, previous).Branches)
            {
                NeedLocals(((BranchTerminator)_kernel.Body.Blocks[branch].Terminator).Condition, branch, End(branch), needed);
            }
        }
    }

    private void NeedLocals(Expression expression, int block, int position, List<PlanPlace> needed)
    {
        _read.Clear();
        ExpressionLocals.Collect(expression, _read);
        foreach (int local in _read)
        {
            needed.Add(SourceOf(local, block, position));
        }
    }

    /// <summary>The blocks from which a value comes to the beginning of a block; none where the value is found in another way.</summary>
    private IReadOnlyList<int> Ways(PlanPlace place)
    {
        NaturalLoop? loop = _flow.Loops.HeadedBy(place.Block);
        return loop is null ? (place.Block == 0 ? [] : _flow.Graph.Predecessors(place.Block))
            : place.Block == 0 || _definitions.Assigns(loop, place.Local) ? []
            : loop.Entries;
    }

    private PlanExpression Compute(PlanPlace place)
    {
        ValueType type = _kernel.Body.Locals[place.Local].Type;
        if (place.Position != PlanPlace.Entry)
        {
            Instruction instruction = _kernel.Body.Blocks[place.Block].Instructions[place.Position];
            return instruction is AssignInstruction { Path.Count: 0 } assign
                ? Translate(assign.Value, place.Block, place.Position)
                : _translator.Opaque(type, Loaded(instruction));
        }

        NaturalLoop? loop = _flow.Loops.HeadedBy(place.Block);
        if (loop is null || !_definitions.Assigns(loop, place.Local))
        {
            return Merge(place.Local, place.Block, Ways(place));
        }

        if (loop == _examined)
        {
            return type.IsInteger
                ? Algebra.Nodes.Carried(loop.Number, place.Local, type.Kind)
                : Algebra.Unknown(PlanCause.Loop, "", _kernel.Body.Blocks[place.Block].Line);
        }

        return InductionOf(loop) is { } induction && induction.Values.TryGetValue(place.Local, out PlanExpression? value)
            ? value
            : Opaque(place.Local, PlanCause.Loop, place.Block);
    }

    /// <summary>What is known of a loop: of one inside the examined loop, for an iteration of that.</summary>
    private InductionLoop? InductionOf(NaturalLoop loop)
    {
        InductionLoop? induction;
        if (_examine is null || loop == _examined || !_examined!.Contains(loop.Header))
        {
            return _inductions.TryGetValue(loop.Number, out induction) ? induction : null;
        }

        if (!_inner.TryGetValue(loop.Number, out induction))
        {
            induction = _examine(loop, this);
            _inner.Add(loop.Number, induction);
        }

        return induction;
    }

    private PlanExpression Translate(Expression expression, int block, int position)
    {
        EquatableArray<Instruction> instructions = _kernel.Body.Blocks[block].Instructions;
        int line = position < instructions.Count ? instructions[position].Line : _kernel.Body.Blocks[block].Line;
        return _translator.Value(expression, local => Find(SourceOf(local, block, position)), line);
    }

    private PlanExpression Loaded(Instruction instruction) => instruction switch
    {
        LoadInstruction load => Algebra.Unknown(PlanCause.Loaded, _kernel.Parameters[load.Access.Parameter].Name, load.Line),
        AtomicInstruction atomic => Algebra.Unknown(PlanCause.Atomic, _kernel.Parameters[atomic.Access.Parameter].Name, atomic.Line),
        ArrayLoadInstruction load => Algebra.Unknown(PlanCause.LocalArray, _kernel.Body.Arrays[load.Array].Name, load.Line),
        _ => Algebra.Unknown(PlanCause.Struct, "", instruction.Line),
    };

    /// <summary>The value of a local at the beginning of a block that is entered from one of several others.</summary>
    private PlanExpression Merge(int local, int block, IReadOnlyList<int> previous)
    {
        if (block == 0 || previous.Count == 0)
        {
            return Opaque(local, PlanCause.Unset, block);
        }

        PlanExpression[] values = [.. previous.Select(from => Cross(local, Find(SourceOf(local, from, End(from))), from, block))];
        return Array.TrueForAll(values, value => value == values[0]) ? values[0]
            : Select(local, block, previous, values);
    }

    /// <summary>Carries a value over an edge that leaves loops, outside of which their variables have no meaning.</summary>
    private PlanExpression Cross(int local, PlanExpression value, int from, int to)
    {
        IReadOnlyList<NaturalLoop> around = _flow.Loops.Around(from);
        for (int at = around.Count - 1; at >= 0 && !around[at].Contains(to) && value.Has(PlanTraits.LoopValue | PlanTraits.Carried); at--)
        {
            NaturalLoop loop = around[at];
            if (InductionOf(loop) is { } induction && induction.Test == from && induction.Final is { } final)
            {
                value = Algebra.Substitute(value, part => part is PlanLoopValue other && other.Loop == loop.Number ? final : null);
            }
            else if (value.IsCarriedBy(loop.Number)
                || value.Any(part => part is PlanLoopValue other && other.Loop == loop.Number))
            {
                return Opaque(local, PlanCause.AfterLoop, loop.Header);
            }
        }

        return value;
    }

    /// <summary>The value where branches decide between several: a minimum, a maximum, a condition or a choice.</summary>
    private PlanExpression Select(int local, int block, IReadOnlyList<int> previous, PlanExpression[] values)
    {
        ValueKind kind = _kernel.Body.Locals[local].Type.Kind;
        PlanExpression? unknown = null;
        return JoinAt(block, previous).Value(values, Choose) ?? Lost(local, block, unknown is null ? values : [unknown, .. values]);

        PlanExpression? Choose(int branch, int next, PlanExpression whenTrue, PlanExpression whenFalse)
        {
            PlanExpression condition = Condition(branch, next);
            unknown ??= condition.HasUnknown ? condition : null;
            return PlanSelection.Find(Algebra, kind, condition, whenTrue, whenFalse);
        }
    }

    private PlanJoin JoinAt(int block, IReadOnlyList<int> previous)
    {
        if (!_joins.TryGetValue(block, out PlanJoin? join))
        {
            join = new PlanJoin(_flow, block, previous);
            _joins.Add(block, join);
        }

        return join;
    }

    private PlanExpression Opaque(int local, PlanCause cause, int block)
        => _translator.Opaque(
            _kernel.Body.Locals[local].Type, Algebra.Unknown(cause, _kernel.Body.Locals[local].Name, _kernel.Body.Blocks[block].Line));

    /// <summary>The unknown in place of several values, or of values that are unknown.</summary>
    private PlanExpression Lost(int local, int block, PlanExpression[] values)
        => values.Select(PlanAlgebra.ReasonOf).FirstOrDefault(static reason => reason is not null) is { } reason
            ? _translator.Opaque(_kernel.Body.Locals[local].Type, Algebra.Nodes.Unknown(reason))
            : Opaque(local, PlanCause.Branches, block);
}
