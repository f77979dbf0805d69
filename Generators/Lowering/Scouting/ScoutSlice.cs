using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>
/// The parts of a kernel that its scout keeps: what can fail, accesses of marked parameters as marks, and what these need. An instruction needs all
/// instructions that set what it reads, and the branches that decide whether it runs.
/// </summary>
/// <remarks>What can fail is kept because the kernel would not go on behind it: the scout must not divide by zero there, or loop without an end.</remarks>
internal sealed class ScoutSlice
{
    private readonly KernelModel _kernel;
    private readonly FlowAnalysis _flow;
    private readonly BodyUses _uses;
    private readonly HashSet<int> _marked;
    private readonly Dictionary<int, List<Instruction>> _before = [];
    private readonly HashSet<CodePlace> _hoisted;
    private readonly HashSet<CodePlace> _kept = [];
    private readonly HashSet<int> _branches = [];
    private readonly HashSet<int> _locals = [];
    private readonly HashSet<int> _arrays = [];
    private readonly HashSet<int> _reached = [];
    private readonly HashSet<int> _loaded = [];
    private readonly Stack<CodePlace> _open = new();
    private readonly List<int> _read = [];

    /// <summary>Finds the parts.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control: reducible, and every block leads to the end.</param>
    /// <param name="uses">What sets its locals.</param>
    /// <param name="marked">The parameters whose accesses are marked.</param>
    /// <param name="hoisted">The marks that are made before loops.</param>
    public ScoutSlice(KernelModel kernel, FlowAnalysis flow, BodyUses uses, HashSet<int> marked, IReadOnlyList<LoopMarks> hoisted)
    {
        _kernel = kernel;
        _flow = flow;
        _uses = uses;
        _marked = marked;
        _hoisted = [.. hoisted.SelectMany(static marks => marks.Places)];
        foreach (LoopMarks marks in hoisted)
        {
            Insert(marks);
        }

        foreach (int block in flow.Graph.Order)
        {
            EquatableArray<Instruction> instructions = kernel.Body.Blocks[block].Instructions;
            for (int position = 0; position < instructions.Count; position++)
            {
                CodePlace place = new(block, position);
                if (IsRoot(instructions[position]) && !_hoisted.Contains(place))
                {
                    Reach(block);
                    Root(instructions[position]);
                }
            }
        }

        Close();
    }

    /// <summary>Whether all that it loads comes from parameters that the kernel does not write, and nothing from atomics.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>The parameters whose elements it loads.</summary>
    public IReadOnlyCollection<int> Loaded => _loaded;

    /// <summary>The number of accesses whose marks are made before loops.</summary>
    public int HoistedCount => _hoisted.Count;

    /// <summary>Whether the address of a load depends on the value that the same load gave before. Then nobody knows how many rounds a scout takes.</summary>
    public bool FollowsPointers => _kept.Any(place => InstructionAt(place) is LoadInstruction load && IsReached(load.Local, load.Access.Index));

    /// <summary>Whether an instruction's value is needed, so that it stays as it is.</summary>
    /// <param name="place">The instruction.</param>
    /// <returns>True when it is.</returns>
    public bool Keeps(CodePlace place) => _kept.Contains(place);

    /// <summary>Whether a block's branch is needed.</summary>
    /// <param name="block">The block.</param>
    /// <returns>True when it is.</returns>
    public bool KeepsBranch(int block) => _branches.Contains(block);

    /// <summary>The instructions that are added at the end of a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The instructions.</returns>
    public IReadOnlyList<Instruction> Added(int block) => _before.TryGetValue(block, out List<Instruction>? added) ? added : [];

    /// <summary>Whether an access is marked where it stands.</summary>
    /// <param name="place">The access.</param>
    /// <param name="access">Its element.</param>
    /// <returns>True when it is.</returns>
    public bool Marks(CodePlace place, Access access) => _marked.Contains(access.Parameter) && !_kept.Contains(place) && !_hoisted.Contains(place);

    /// <summary>Whether an access may be marked before a loop instead.</summary>
    /// <param name="place">The access.</param>
    /// <param name="access">Its element.</param>
    /// <returns>True when it may.</returns>
    public bool MayHoist(CodePlace place, Access access) => _marked.Contains(access.Parameter) && !_kept.Contains(place);

    /// <summary>Whether an instruction can fail, and is kept for it. A check before an access of the same element is left to the access.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>True when it is.</returns>
    public static bool CanFail(Instruction instruction) => instruction is GuardInstruction or BoundsInstruction { IsPlanned: false };

    private bool IsRoot(Instruction instruction) => CanFail(instruction) || (instruction.SpanAccess() is { } access && _marked.Contains(access.Parameter));

    private void Insert(LoopMarks marks)
    {
        if (!_before.TryGetValue(marks.Block, out List<Instruction>? added))
        {
            _before.Add(marks.Block, added = []);
        }

        Reach(marks.Block);
        foreach (LoadInstruction load in marks.Loads)
        {
            added.Add(load);
            Load(load);
        }

        foreach (MarkRangeInstruction mark in marks.Marks)
        {
            added.Add(mark);
            NeedParts(mark);
        }
    }

    private void Root(Instruction instruction)
    {
        if (instruction.SpanAccess() is { } access)
        {
            Need(access.Index);
        }
        else if (instruction is BoundsInstruction bounds)
        {
            Need(bounds.Index);
            Need(bounds.Length);
        }
        else
        {
            Need(instruction.Part(0));
        }
    }

    private void Close()
    {
        while (_open.Count > 0)
        {
            CodePlace place = _open.Pop();
            if (!_flow.Graph.IsReachable(place.Block) || !_kept.Add(place))
            {
                continue;
            }

            Reach(place.Block);
            Instruction instruction = InstructionAt(place);
            switch (instruction)
            {
                case AtomicInstruction:
                    IsExact = false;
                    break;
                case LoadInstruction load:
                    Load(load);
                    break;
                default:
                    NeedParts(instruction);
                    if (instruction is ArrayLoadInstruction { Array: int array } && _arrays.Add(array))
                    {
                        Push(_uses.Changing(array));
                    }

                    break;
            }
        }
    }

    private void Load(LoadInstruction load)
    {
        IsExact &= !_kernel.Parameters[load.Access.Parameter].Writes;
        _loaded.Add(load.Access.Parameter);
        Need(load.Access.Index);
    }

    /// <summary>Keeps the branches that decide whether a block runs.</summary>
    private void Reach(int block)
    {
        if (!_reached.Add(block))
        {
            return;
        }

        foreach (int branch in _flow.Control.Of(block).ToArray())
        {
            if (_branches.Add(branch) && _kernel.Body.Blocks[branch].Terminator is BranchTerminator { Condition: var condition })
            {
                Need(condition);
            }
        }
    }

    private void NeedParts(Instruction instruction)
    {
        for (int part = instruction.PartCount() - 1; part >= 0; part--)
        {
            Need(instruction.Part(part));
        }
    }

    private void Need(Expression expression)
    {
        _read.Clear();
        ExpressionLocals.Collect(expression, _read);
        foreach (int local in _read)
        {
            if (_locals.Add(local))
            {
                Push(_uses.Setting(local));
            }
        }
    }

    private void Push(IReadOnlyList<CodePlace> places)
    {
        foreach (CodePlace place in places)
        {
            _open.Push(place);
        }
    }

    /// <summary>Whether an expression depends on a local, through the instructions that set what it reads.</summary>
    private bool IsReached(int wanted, Expression expression)
    {
        HashSet<int> seen = [];
        List<int> open = [];
        HashSet<int> arrays = [];
        ExpressionLocals.Collect(expression, open);
        for (int at = 0; at < open.Count; at++)
        {
            if (open[at] == wanted)
            {
                return true;
            }

            if (seen.Add(open[at]))
            {
                Collect(_uses.Setting(open[at]), open, arrays);
            }
        }

        return false;
    }

    private void Collect(IReadOnlyList<CodePlace> places, List<int> read, HashSet<int> arrays)
    {
        foreach (CodePlace place in places)
        {
            Instruction instruction = InstructionAt(place);
            for (int part = instruction.PartCount() - 1; part >= 0; part--)
            {
                ExpressionLocals.Collect(instruction.Part(part), read);
            }

            if (instruction is ArrayLoadInstruction { Array: int array } && arrays.Add(array))
            {
                Collect(_uses.Changing(array), read, arrays);
            }
        }
    }

    private Instruction InstructionAt(CodePlace place) => _kernel.Body.Blocks[place.Block].Instructions[place.Position];
}
