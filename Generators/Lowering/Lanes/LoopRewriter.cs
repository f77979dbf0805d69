using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>What those share who give the loops of a kernel another form for lanes: what is known of the kernel, found when it is asked for, and what has become of it so far.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
internal abstract class LoopRewriter(KernelModel kernel, FlowAnalysis flow)
{
    /// <summary>The kernel as it was.</summary>
    protected KernelModel Kernel { get; } = kernel;

    /// <summary>Its flow of control.</summary>
    protected FlowAnalysis Flow { get; } = flow;

    /// <summary>Where its locals are set and read.</summary>
    protected BodyUses Uses => field ??= new BodyUses(Kernel.Body);

    /// <summary>What its expressions are to an item as a whole.</summary>
    protected LaneForms Forms => field ??= new LaneForms(Kernel.Body, Flow);

    /// <summary>How its values differ between work items.</summary>
    protected LaneSpreads Spreads => field ??= new LaneSpreads(Kernel, Flow);

    /// <summary>The locals that are read after the beginning of each block.</summary>
    protected IReadOnlyList<LocalSet> Live => field ??= LiveLocals.AtEntries(Kernel.Body);

    /// <summary>The names that are left for new locals.</summary>
    protected LaneLocalNames Names => field ??= new LaneLocalNames(Kernel);

    /// <summary>The locals so far.</summary>
    protected List<LocalModel> Locals { get; } = [.. kernel.Body.Locals];

    /// <summary>The blocks so far.</summary>
    protected List<BlockModel> Blocks { get; } = [.. kernel.Body.Blocks];

    /// <summary>The guards that come before all effects.</summary>
    protected List<Instruction> Early { get; } = [];

    /// <summary>Whether loops of a kernel may get another form, and guards may come before them.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <returns>False where there is no order of loops, no first block that runs once, or nothing that guards could name.</returns>
    protected static bool CanRewrite(KernelModel kernel, FlowAnalysis flow)
        => flow.Loops.IsReducible && flow.Control.IsComplete && flow.Graph.Predecessors(0).Count == 0 && kernel.Body.Sites.Count > 0;

    /// <summary>Gives loops another form, each that has it.</summary>
    /// <param name="loops">The loops.</param>
    /// <param name="tryRewrite">Gives a loop the form, if it has it.</param>
    /// <returns>The kernel for lanes; the same one when no loop has it.</returns>
    protected KernelModel Rewritten(IEnumerable<NaturalLoop> loops, Func<NaturalLoop, bool> tryRewrite)
    {
        bool changes = false;
        foreach (NaturalLoop loop in loops)
        {
            changes |= tryRewrite(loop);
        }

        return changes ? Result() : Kernel;
    }

    /// <summary>The kernel as it is now.</summary>
    /// <returns>The kernel for lanes.</returns>
    protected KernelModel Result()
    {
        Blocks[0] = Blocks[0] with { Instructions = Early.Distinct().Concat(Blocks[0].Instructions).ToEquatable() };
        return Kernel with { Body = Kernel.Body with { Locals = Locals.ToEquatable(), Blocks = Blocks.ToEquatable() } };
    }

    /// <summary>Makes a local.</summary>
    /// <param name="variable">The local after which it is named.</param>
    /// <param name="suffix">What its name adds.</param>
    /// <param name="type">Its type; null for 32 bits.</param>
    /// <returns>The local.</returns>
    protected LocalExpression Local(int variable, string suffix, ValueType? type = null)
    {
        type ??= ValueType.Int32;
        Locals.Add(new LocalModel(Names.Take(Kernel.Body.Locals[variable].Name + suffix), type, LocalRole.Variable));
        return new LocalExpression(type, Locals.Count - 1);
    }

    /// <summary>Refuses lanes. A check that takes no more than the index and arguments is made before all effects.</summary>
    /// <param name="before">Gets the guard where it takes more.</param>
    /// <param name="line">The line of the loop.</param>
    /// <param name="comparison">The comparison for which lanes do not run.</param>
    /// <param name="left">Its left number.</param>
    /// <param name="right">Its right number, of arguments at most.</param>
    protected void Refuse(List<Instruction> before, int line, BinaryOperator comparison, Expression left, Expression right)
    {
        Expression? early = Forms.WithoutLocals(left);
        (early is null ? before : Early).Add(new GuardInstruction(line, 0, new BinaryExpression(ValueType.Boolean, comparison, early ?? left, right), ErrorKind.OutOfRange, null));
    }

    /// <summary>What a loop's variable stays below. Where that would wrap, lanes are refused.</summary>
    /// <param name="counted">The loop.</param>
    /// <param name="before">Gets the guard where it takes more than the index and arguments.</param>
    /// <param name="line">The line of the loop.</param>
    /// <returns>The number.</returns>
    protected Expression EndOf(CountedLoop counted, List<Instruction> before, int line)
    {
        if (!counted.IsInclusive)
        {
            return counted.Limit;
        }

        if (counted.Limit is not IndexExpression)
        {
            Refuse(before, line, BinaryOperator.Equal, counted.Limit, LinearIndex.NumberOf(int.MaxValue));
        }

        return new BinaryExpression(ValueType.Int32, BinaryOperator.Add, counted.Limit, LinearIndex.NumberOf(1));
    }

    /// <summary>Adds to a block what comes after its instructions.</summary>
    /// <param name="block">The block.</param>
    /// <param name="instructions">The instructions.</param>
    protected void Append(int block, IEnumerable<Instruction> instructions)
        => Blocks[block] = Blocks[block] with { Instructions = Blocks[block].Instructions.Concat(instructions).ToEquatable() };

    /// <summary>An expression with a number in place of a loop's variable.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="by">The variable and the number.</param>
    /// <returns>The expression; the same one where it does not read the variable.</returns>
    protected static Expression Replaced(Expression expression, (int Variable, Expression Number) by)
        => ExpressionSimplifier.Replace(expression, local => local.Local == by.Variable ? by.Number : null);

    /// <summary>The end of a block with a number in place of a loop's variable.</summary>
    /// <param name="terminator">The end.</param>
    /// <param name="by">The variable and the number.</param>
    /// <returns>The end.</returns>
    protected static Terminator Replaced(Terminator terminator, (int Variable, Expression Number) by)
        => terminator is BranchTerminator branch ? branch with { Condition = Replaced(branch.Condition, by) } : terminator;

    /// <summary>A block with other locals.</summary>
    /// <param name="block">The block.</param>
    /// <param name="names">The locals that stand for others.</param>
    /// <param name="target">Where it goes on in place of each block.</param>
    /// <returns>The block.</returns>
    protected static BlockModel Copied(BlockModel block, Dictionary<int, int> names, Func<int, int> target) => block with
    {
        Instructions = block.Instructions.Select(one => LoopUnrolling.Renamed(one.WithParts(names, static (part, all) => Renamed(part, all)), names)).ToEquatable(),
        Terminator = (block.Terminator is BranchTerminator branch ? branch with { Condition = Renamed(branch.Condition, names) } : block.Terminator).WithTargets(target),
    };

    private static Expression Renamed(Expression expression, Dictionary<int, int> names)
        => ExpressionSimplifier.Replace(expression, local => names.TryGetValue(local.Local, out int copy) ? local with { Local = copy } : null);
}
