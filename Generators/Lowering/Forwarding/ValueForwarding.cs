using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>
/// Folds values into the expressions that use them, where <see cref="ForwardingRules"/> allow it. The order of all instructions that touch memory
/// or can fail stays.
/// </summary>
internal sealed class ValueForwarding
{
    private readonly LocalModel[] _locals;
    private readonly MutableBlock[] _blocks;
    private readonly FlowGraph _graph;
    private readonly DominatorTree _dominators;
    private readonly int[] _versions;

    private ValueForwarding(KernelBody body)
    {
        _locals = [.. body.Locals];
        _blocks = new MutableBlock[body.Blocks.Count];
        for (int block = 0; block < _blocks.Length; block++)
        {
            _blocks[block] = new MutableBlock(body.Blocks[block]);
        }

        _graph = new FlowGraph(body.Blocks);
        _dominators = DominatorTree.Of(_graph);
        _versions = new int[_locals.Length];
    }

    /// <summary>Forwards the values of a body.</summary>
    /// <param name="body">The body, each value in its own local.</param>
    /// <returns>The body with folded expressions.</returns>
    public static KernelBody Run(KernelBody body)
    {
        ValueForwarding forwarding = new(body);
        forwarding.ReplaceCopies();
        LocalDefinitions definitions = forwarding.RemoveUnread();
        foreach (MutableBlock block in forwarding._blocks)
        {
            forwarding.Fold(block, definitions);
        }

        definitions = forwarding.RemoveUnread();
        foreach (MutableBlock block in forwarding._blocks)
        {
            forwarding.JoinLoads(block, definitions);
        }

        return body with
        {
            Locals = forwarding._locals.ToEquatable(),
            Blocks = forwarding._blocks.Select(static b => b.Build()).ToEquatable(),
        };
    }

    // Replaces, everywhere, locals that are set once as copies of unchanging values. Walks the blocks so that definitions come first.
    private void ReplaceCopies()
    {
        LocalDefinitions definitions = new(_locals.Length, _blocks);
        bool[] isSound = SoundLocals(definitions);
        Expression?[] replacements = new Expression?[_locals.Length];
        foreach (int block in _graph.Order)
        {
            Rewrite(_blocks[block], local => replacements[local.Local], instruction =>
            {
                if (instruction is AssignInstruction { Path.Count: 0 } assign && isSound[assign.Local] && IsLasting(assign.Value))
                {
                    replacements[assign.Local] = assign.Value;
                    NameAfter(assign);
                }
            });
        }

        bool IsLasting(Expression value) => ForwardingRules.IsConstant(value) || (value is LocalExpression local && isSound[local.Local]);
    }

    // Names a value after the user's variable that it is assigned to.
    private void NameAfter(AssignInstruction assign)
    {
        if (assign.Value is LocalExpression source && _locals[source.Local].Role == LocalRole.Value && _locals[assign.Local].Role == LocalRole.Variable)
        {
            _locals[source.Local] = _locals[source.Local] with { Name = _locals[assign.Local].Name, Role = LocalRole.Variable };
        }
    }

    // The locals with one definition that lies on every way to every use.
    private bool[] SoundLocals(LocalDefinitions definitions)
    {
        bool[] sound = new bool[_locals.Length];
        for (int local = 0; local < sound.Length; local++)
        {
            sound[local] = definitions.Count(local) == 1;
        }

        List<int> read = [];
        for (int block = 0; block < _blocks.Length; block++)
        {
            List<Instruction> instructions = _blocks[block].Instructions;
            for (int position = 0; position < instructions.Count; position++)
            {
                read.Clear();
                Instruction instruction = instructions[position];
                for (int part = 0; part < instruction.PartCount(); part++)
                {
                    ExpressionLocals.Collect(instruction.Part(part), read);
                }

                Check(read, block, position);
            }

            read.Clear();
            if (_blocks[block].Terminator is BranchTerminator branch)
            {
                ExpressionLocals.Collect(branch.Condition, read);
            }

            Check(read, block, instructions.Count);
        }

        return sound;

        void Check(List<int> used, int block, int position)
        {
            foreach (int local in used)
            {
                sound[local] = sound[local] && ForwardingRules.Reaches(_dominators, definitions.Place(local), (block, position));
            }
        }
    }

    private static void Rewrite(MutableBlock block, Func<LocalExpression, Expression?> replace, Action<Instruction> after)
    {
        for (int position = 0; position < block.Instructions.Count; position++)
        {
            Instruction instruction = Rewritten(block.Instructions[position], replace);
            block.Instructions[position] = instruction;
            after(instruction);
        }

        if (block.Terminator is BranchTerminator branch)
        {
            block.Terminator = branch with { Condition = ExpressionSimplifier.Replace(branch.Condition, replace) };
        }
    }

    private static Instruction Rewritten(Instruction instruction, Func<LocalExpression, Expression?> replace) =>
        instruction.WithParts(replace, static (part, replace) => ExpressionSimplifier.Replace(part, replace));

    // Within a block: folds a value into its only use, and a copy of a variable into each use before the variable is set again.
    private void Fold(MutableBlock block, LocalDefinitions definitions)
    {
        Dictionary<int, Pending> pending = [];
        List<int> read = [];
        int budget = 0;
        Expression? Replacement(LocalExpression local)
        {
            if (!pending.TryGetValue(local.Local, out Pending? value) || !ForwardingRules.IsUnchanged(value.Read, _versions))
            {
                return null;
            }

            if (value.Expression is not LocalExpression && !ForwardingRules.MayFold(definitions.Uses(local.Local), budget + value.Size - 1))
            {
                return null;
            }

            budget += value.Size - 1;
            return value.Expression;
        }

        for (int position = 0; position < block.Instructions.Count; position++)
        {
            Instruction old = block.Instructions[position];
            budget = SizeOf(old);
            Instruction instruction = Rewritten(old, Replacement);
            block.Instructions[position] = instruction;
            if (instruction.Target() is >= 0 and int target)
            {
                _versions[target]++;
                if (instruction is AssignInstruction { Path.Count: 0 } assign && _locals[target].Role == LocalRole.Value)
                {
                    pending[target] = Pending.Of(assign.Value, _versions, read);
                }
            }
        }

        if (block.Terminator is BranchTerminator branch)
        {
            budget = ExpressionSimplifier.Size(branch.Condition);
            block.Terminator = branch with { Condition = ExpressionSimplifier.Replace(branch.Condition, Replacement) };
        }
    }

    private static int SizeOf(Instruction instruction)
    {
        int size = 0;
        for (int part = 0; part < instruction.PartCount(); part++)
        {
            size += ExpressionSimplifier.Size(instruction.Part(part));
        }

        return size;
    }

    // Removes assignments of unread locals, which are pure, and with them everything that only they read. Returns the remaining definitions.
    private LocalDefinitions RemoveUnread()
    {
        LocalDefinitions definitions = new(_locals.Length, _blocks);
        List<int> read = [];
        bool removed = true;
        while (removed)
        {
            removed = false;
            for (int last = _blocks.Length - 1; last >= 0; last--)
            {
                MutableBlock block = _blocks[last];
                for (int position = block.Instructions.Count - 1; position >= 0; position--)
                {
                    if (block.Instructions[position] is AssignInstruction assign && definitions.Uses(assign.Local) == 0)
                    {
                        read.Clear();
                        ExpressionLocals.Collect(assign.Value, read);
                        definitions.Forget(assign.Local, read);
                        block.Instructions.RemoveAt(position);
                        removed = true;
                    }
                }
            }
        }

        return definitions;
    }

    // Loads a value straight into a variable when the variable gets it at once.
    private void JoinLoads(MutableBlock block, LocalDefinitions definitions)
    {
        for (int position = 0; position + 1 < block.Instructions.Count; position++)
        {
            if (block.Instructions[position + 1] is AssignInstruction { Path.Count: 0, Value: LocalExpression source } assign
                && block.Instructions[position].Target() == source.Local
                && definitions.Uses(source.Local) == 1 && definitions.Count(source.Local) == 1
                && _locals[source.Local].Type.DeviceName == _locals[assign.Local].Type.DeviceName
                && Into(block.Instructions[position], assign.Local) is { } joined)
            {
                block.Instructions[position] = joined;
                block.Instructions.RemoveAt(position + 1);
            }
        }
    }

    private static Instruction? Into(Instruction instruction, int local) => instruction switch
    {
        LoadInstruction { When: null } load => load with { Local = local },
        ArrayLoadInstruction load => load with { Local = local },
        AtomicInstruction atomic => atomic with { Local = local },
        _ => null,
    };

    private sealed record Pending(Expression Expression, int Size, (int Local, int Version)[] Read)
    {
        public static Pending Of(Expression expression, int[] versions, List<int> locals)
        {
            locals.Clear();
            ExpressionLocals.Collect(expression, locals);
            (int Local, int Version)[] read = new (int Local, int Version)[locals.Count];
            for (int at = 0; at < read.Length; at++)
            {
                read[at] = (locals[at], versions[locals[at]]);
            }

            return new Pending(expression, ExpressionSimplifier.Size(expression), read);
        }
    }
}
