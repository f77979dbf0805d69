using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>A loop that counts an <see cref="int"/> up by a constant, to a limit that no iteration changes, and that nothing but its test leaves.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Before">The block before it, which leads nowhere else.</param>
/// <param name="Variable">The local that counts.</param>
/// <param name="First">Its value before the loop. Where it is known, it is not the local itself, so that nothing needs the loop for it.</param>
/// <param name="Step">What each iteration adds to it.</param>
/// <param name="Growth">The instruction that adds it, once in each iteration.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsInclusive">Whether the variable may be equal to the limit.</param>
/// <param name="Loads">The loads that the limit needs.</param>
internal sealed record CountedLoop(
    NaturalLoop Loop, int Before, int Variable, Expression First, int Step, CodePlace Growth, Expression Limit, bool IsInclusive, IReadOnlyList<LoadInstruction> Loads)
{
    /// <summary>What is added to the variable before it is compared, as in <c>k + 4 &lt;= n</c>; not negative. The sum may wrap.</summary>
    public int Ahead { get; init; }

    /// <summary>Whether an instruction runs once in each iteration, before the variable grows.</summary>
    /// <param name="place">The instruction.</param>
    /// <param name="flow">The flow of control.</param>
    /// <returns>True when it does.</returns>
    public bool RunsBeforeGrowth(CodePlace place, FlowAnalysis flow)
        => place.Block != Loop.Header
            && IsInnermost(Loop, place.Block, flow)
            && (place.Block == Growth.Block ? place.Position < Growth.Position : flow.Dominators.Dominates(place.Block, Growth.Block));

    /// <summary>Recognizes a counted loop.</summary>
    /// <param name="body">The kernel's body.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="uses">What sets its locals.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="isLoose">Whether the test may add a number to the variable, and the block before may lead elsewhere too.</param>
    /// <returns>The counted loop; null when it is none.</returns>
    public static CountedLoop? Find(KernelBody body, FlowAnalysis flow, BodyUses uses, NaturalLoop loop, bool isLoose = false)
    {
        if (loop.Entries.Count != 1 || (flow.Graph.Successors(loop.Entries[0]).Count != 1 && !isLoose) || loop.Exits.Count != 1 || loop.Exits[0].From != loop.Header
            || body.Blocks[loop.Header].Terminator is not BranchTerminator branch
            || Compared(branch, loop.Contains(branch.WhenTrue)) is not (Expression tested, Expression limit, bool isInclusive)
            || Tested(tested) is not (int variable, int ahead) || (ahead > 0 && !isLoose))
        {
            return null;
        }

        CodePlace[] growths = [.. uses.Setting(variable).Where(place => loop.Contains(place.Block))];
        if (growths.Length != 1 || growths[0].Block == loop.Header || !IsInnermost(loop, growths[0].Block, flow)
            || !loop.Latches.All(latch => flow.Dominators.Dominates(growths[0].Block, latch))
            || body.Blocks[growths[0].Block].Instructions[growths[0].Position] is not AssignInstruction { Path.Count: 0 } growth
            || StepOf(growth.Value, variable) is not { } step)
        {
            return null;
        }

        LoopInvariants invariants = new(body, flow, uses, loop);
        List<LoadInstruction> loads = [];
        return invariants.OfTest(limit, loads) is not { } known ? null
            : new CountedLoop(loop, loop.Entries[0], variable, FirstOf(body.Blocks[loop.Entries[0]], variable), step, growths[0], known, isInclusive, loads) { Ahead = ahead };
    }

    /// <summary>The value that a block leaves a local with.</summary>
    /// <param name="block">The block.</param>
    /// <param name="variable">The local.</param>
    /// <returns>The value; the local itself where it is not known.</returns>
    public static Expression FirstOf(BlockModel block, int variable)
    {
        HashSet<int> changed = [];
        for (int position = block.Instructions.Count - 1; position >= 0; position--)
        {
            Instruction instruction = block.Instructions[position];
            if (instruction.Target() == variable)
            {
                List<int> read = [];
                ExpressionLocals.Collect((instruction as AssignInstruction)?.Value, read);
                return instruction is AssignInstruction { Path.Count: 0 } assign && !read.Exists(local => local == variable || changed.Contains(local))
                    ? assign.Value
                    : new LocalExpression(Model.ValueType.Int32, variable);
            }

            changed.Add(instruction.Target());
        }

        return new LocalExpression(Model.ValueType.Int32, variable);
    }

    private static bool IsInnermost(NaturalLoop loop, int block, FlowAnalysis flow)
        => flow.Loops.Around(block) is { Count: > 0 } around && around[around.Count - 1] == loop;

    /// <summary>Reads the test of a loop.</summary>
    /// <param name="branch">The test.</param>
    /// <param name="staysWhenTrue">Whether the loop goes on where its condition holds.</param>
    /// <returns>The local that is compared, what it is compared with, and whether it may be equal; null for other tests.</returns>
    public static (int Variable, Expression Limit, bool IsInclusive)? Test(BranchTerminator branch, bool staysWhenTrue)
        => Compared(branch, staysWhenTrue) is (LocalExpression local, Expression limit, bool isInclusive) ? (local.Local, limit, isInclusive) : null;

    /// <summary>The lesser side of a test and the greater one.</summary>
    /// <param name="branch">The test.</param>
    /// <param name="staysWhenTrue">Whether the loop goes on where its condition holds.</param>
    /// <returns>Both sides, and whether they may be equal; null for other tests.</returns>
    public static (Expression Tested, Expression Limit, bool IsInclusive)? Compared(BranchTerminator branch, bool staysWhenTrue)
    {
        bool stays = staysWhenTrue;
        Expression condition = branch.Condition;
        while (condition is UnaryExpression { Operator: UnaryOperator.Not } not)
        {
            condition = not.Operand;
            stays = !stays;
        }

        if (condition is not BinaryExpression { Left.Type.Kind: ValueKind.Int32, Right.Type.Kind: ValueKind.Int32 } compared || !compared.Operator.IsComparison())
        {
            return null;
        }

        return (stays ? compared.Operator : compared.Operator.Opposite()) switch
        {
            BinaryOperator.Less => (compared.Left, compared.Right, false),
            BinaryOperator.LessOrEqual => (compared.Left, compared.Right, true),
            BinaryOperator.Greater => (compared.Right, compared.Left, false),
            BinaryOperator.GreaterOrEqual => (compared.Right, compared.Left, true),
            _ => null,
        };
    }

    // The local that a test asks for, and what it adds.
    private static (int Variable, int Ahead)? Tested(Expression tested) => tested switch
    {
        LocalExpression local => (local.Local, 0),
        BinaryExpression { Operator: BinaryOperator.Add, Left: LocalExpression local, Right: ConstantExpression { Integer: >= 0 and <= int.MaxValue and long ahead } } => (local.Local, (int)ahead),
        BinaryExpression { Operator: BinaryOperator.Add, Left: ConstantExpression { Integer: >= 0 and <= int.MaxValue and long ahead }, Right: LocalExpression local } => (local.Local, (int)ahead),
        _ => null,
    };

    private static int? StepOf(Expression value, int variable) => value switch
    {
        BinaryExpression { Operator: BinaryOperator.Add, Left: LocalExpression left, Right: ConstantExpression { Integer: long step } }
            when left.Local == variable && step is > 0 and <= int.MaxValue => (int)step,
        BinaryExpression { Operator: BinaryOperator.Add, Left: ConstantExpression { Integer: long step }, Right: LocalExpression right }
            when right.Local == variable && step is > 0 and <= int.MaxValue => (int)step,
        _ => null,
    };
}
