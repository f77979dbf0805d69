using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A loop that counts an <see cref="int"/> down by one, to a limit that no turn changes, and that nothing but its test leaves.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Before">The block before it, which leads nowhere else.</param>
/// <param name="Variable">The local that counts.</param>
/// <param name="First">Its value before the loop. Where it is known, it is not the local itself.</param>
/// <param name="Growth">The instruction that takes one from it, once in each turn.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsInclusive">Whether the variable may be equal to the limit.</param>
/// <param name="TestsLess">Whether the test takes one from the variable before it compares, as in <c>--t >= 0</c>.</param>
internal sealed record DownwardLoop(
    NaturalLoop Loop, int Before, int Variable, Expression First, CodePlace Growth, Expression Limit, bool IsInclusive, bool TestsLess)
{
    /// <summary>Recognizes such a loop.</summary>
    /// <param name="body">The kernel's body.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="uses">What sets its locals.</param>
    /// <param name="loop">An innermost loop.</param>
    /// <returns>The loop; null when it is none.</returns>
    public static DownwardLoop? Find(KernelBody body, FlowAnalysis flow, BodyUses uses, NaturalLoop loop)
    {
        BlockModel header = body.Blocks[loop.Header];
        if (loop.Entries.Count != 1 || flow.Graph.Successors(loop.Entries[0]).Count != 1 || loop.Exits.Count != 1 || loop.Exits[0].From != loop.Header
            || loop.Latches.Count != 1 || body.Blocks[loop.Latches[0]].Terminator is not JumpTerminator
            || header.Terminator is not BranchTerminator branch
            || CountedLoop.Compared(branch, loop.Contains(branch.WhenTrue)) is not (Expression limit, LocalExpression { Local: var tested }, bool isInclusive)
            || Counted(header, tested) is not { } variable)
        {
            return null;
        }

        CodePlace[] growths = [.. uses.Setting(variable).Where(place => loop.Contains(place.Block))];
        bool isInHeader = header.Instructions.Count > 0;
        if (growths.Length != 1 || (growths[0].Block == loop.Header) != isInHeader || !flow.Dominators.Dominates(growths[0].Block, loop.Latches[0])
            || !IsLess(body.Blocks[growths[0].Block].Instructions, growths[0].Position, variable)
            || (tested != variable && IsRead(body, loop, tested)))
        {
            return null;
        }

        LoopInvariants invariants = new(body, flow, uses, loop);
        List<LoadInstruction> loads = [];
        return invariants.OfTest(limit, loads) is not { } known || loads.Count > 0 ? null
            : new DownwardLoop(loop, loop.Entries[0], variable, CountedLoop.FirstOf(body.Blocks[loop.Entries[0]], variable), growths[0], known, isInclusive, isInHeader && !KeepsOld(header));
    }

    /// <summary>Whether a place has the turn's step behind it.</summary>
    /// <param name="place">The place, in the loop.</param>
    /// <param name="flow">The flow of control.</param>
    /// <returns>False where the variable still has the turn's first value.</returns>
    /// <remarks>The step is on all ways through the loop, and no loop lies within. So a block that it does not dominate comes before it.</remarks>
    public bool IsBehindGrowth(CodePlace place, FlowAnalysis flow)
        => place.Block == Growth.Block ? place.Position > Growth.Position : flow.Dominators.Dominates(Growth.Block, place.Block);

    // The local that a header counts. What it was before, or is then, the header may keep for the test.
    private static int? Counted(BlockModel header, int tested) => header.Instructions.Count switch
    {
        0 => tested,
        1 when header.Instructions[0].Target() == tested => tested,
        2 when header.Instructions[0].Target() == tested && header.Instructions[1].Target() is >= 0 and var counted && counted != tested
            && (KeepsOld(header) || header.Instructions[1] is AssignInstruction { Value: LocalExpression { Local: var made } } && made == tested) => counted,
        _ => null,
    };

    private static bool KeepsOld(BlockModel header) => header.Instructions.Count == 2
        && header.Instructions[0] is AssignInstruction { Path.Count: 0, Value: LocalExpression { Local: var kept } } && kept == header.Instructions[1].Target();

    private static bool IsLess(EquatableArray<Instruction> block, int position, int variable)
    {
        Expression? value = block[position] is AssignInstruction { Path.Count: 0 } growth ? growth.Value : null;
        if (value is LocalExpression { Local: var made } && position > 0 && block[position - 1] is AssignInstruction { Path.Count: 0 } before && before.Local == made)
        {
            value = before.Value;
        }

        return value is BinaryExpression { Left: LocalExpression { Local: var counted }, Right: ConstantExpression { Integer: var number } } change
            && counted == variable && (change.Operator, number) is (BinaryOperator.Subtract, 1) or (BinaryOperator.Add, -1);
    }

    // Whether anything but the header reads what it keeps for its test.
    private static bool IsRead(KernelBody body, NaturalLoop loop, int kept) => Enumerable.Range(0, body.Blocks.Count).Where(block => block != loop.Header)
        .Any(block => body.Blocks[block].Instructions.Any(one => ExpressionLocals.Reads(one, kept)) || (body.Blocks[block].Terminator is BranchTerminator branch && ExpressionLocals.Reads(branch.Condition, kept)));
}
