using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ilgpu;

/// <summary>
/// Asks which locals ILGPU may find to hold constants. What loops carry it does not: it writes no loop out. Where a branch depends on constants it may drop a
/// side, so that what only the other side sets is a constant then.
/// </summary>
internal sealed class ReachingConstants
{
    private readonly KernelBody _body;
    private readonly FlowAnalysis _flow;
    private readonly LocalSet?[] _entries;
    private readonly bool _dropsSides;

    /// <summary>Reads a kernel.</summary>
    /// <param name="body">The kernel.</param>
    public ReachingConstants(KernelBody body)
    {
        (_body, _flow) = (body, new FlowAnalysis(body.Blocks));
        _entries = new LocalSet?[body.Blocks.Count];
        Settle();
        _dropsSides = body.Blocks.Select(static (block, number) => (block.Terminator, number)).Any(one => one.Terminator is BranchTerminator branch && IsConstant(branch.Condition, After(one.number)));
        if (_dropsSides)
        {
            Array.Clear(_entries, 0, _entries.Length);
            Settle();
        }
    }

    /// <summary>The locals that may hold constants where a block begins.</summary>
    /// <param name="block">The block.</param>
    /// <returns>A set of its own.</returns>
    public LocalSet At(int block) => Copy(_entries[block]);

    /// <summary>Changes a set of locals by an instruction.</summary>
    /// <param name="constants">The locals that may hold constants before it, and then after it.</param>
    /// <param name="instruction">The instruction.</param>
    public static void Pass(LocalSet constants, Instruction instruction)
    {
        int target = instruction.Target();
        if (instruction is AssignInstruction assign && IsConstant(assign.Value, constants))
        {
            constants.Add(target);
        }
        else if (target >= 0 && instruction is not AssignInstruction { Path.Count: > 0 })
        {
            // One member that is set leaves the others as they are.
            constants.Remove(target);
        }
    }

    /// <summary>Whether ILGPU may find an expression to be a constant.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="constants">The locals that may hold constants.</param>
    /// <returns>False when it depends on memory, an argument or an index.</returns>
    public static bool IsConstant(Expression expression, LocalSet constants) => expression switch
    {
        ConstantExpression or DefaultExpression => true,
        LocalExpression local => constants.Contains(local.Local),
        BinaryExpression { Type.IsInteger: true, Operator: BinaryOperator.And or BinaryOperator.Multiply } product when IsZero(product.Left) || IsZero(product.Right) => true,
        SelectExpression select when IsConstant(select.Condition, constants) => IsConstant(select.WhenTrue, constants) || IsConstant(select.WhenFalse, constants),
        _ => expression.PartCount() > 0 && Enumerable.Range(0, expression.PartCount()).All(part => IsConstant(expression.Part(part), constants)),
    };

    private static bool IsZero(Expression expression) => expression is ConstantExpression { Integer: 0 };

    // Sets only lose locals, from all that are set before a block on every way that has been walked.
    private void Settle()
    {
        _entries[0] = new LocalSet(_body.Locals.Count);
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (int block in _flow.Graph.Order.Where(block => block != 0))
            {
                LocalSet met = Meet(block);
                changed |= _entries[block] is not { } known || known.Count != met.Count;
                _entries[block] = met;
            }
        }
    }

    private LocalSet Meet(int block)
    {
        LocalSet[] before = [.. _flow.Graph.Predecessors(block).Where(one => _entries[one] is not null).Select(After)];
        bool isAny = _dropsSides && _flow.Loops.Loops.All(loop => loop.Header != block);
        LocalSet met = new(_body.Locals.Count);
        foreach (int local in before.SelectMany(static set => set).Distinct().Where(local => isAny || before.All(set => set.Contains(local))))
        {
            met.Add(local);
        }

        return met;
    }

    private LocalSet After(int block)
    {
        LocalSet constants = Copy(_entries[block]);
        foreach (Instruction instruction in _body.Blocks[block].Instructions)
        {
            Pass(constants, instruction);
        }

        return constants;
    }

    private LocalSet Copy(LocalSet? set)
    {
        LocalSet copy = new(_body.Locals.Count);
        if (set is not null)
        {
            copy.AddAll(set);
        }

        return copy;
    }
}
