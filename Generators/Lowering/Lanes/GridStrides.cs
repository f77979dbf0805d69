using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Lets items go by strides of the grid together: <c>for (k = i; k &lt; end; k += items)</c> becomes turns that all items make, in which neighbours reach
/// neighbours, and a last one for those that have an element left. A guard in the kernel's first block sends other items through the method: those with an index
/// that is not below the number of items, and all where a sum could wrap.
/// </summary>
internal sealed class GridStrides : LoopRewriter
{
    // What a loop does is printed once more.
    private const int MostInstructions = 48;

    private GridStrides(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (kernel.Indices.Count != 1 || !CanRewrite(kernel, flow))
        {
            return kernel;
        }

        GridStrides strides = new(kernel, flow);
        foreach (NaturalLoop loop in flow.Loops.Loops.Where(flow.Loops.IsInnermost))
        {
            strides.TryRewrite(loop);
        }

        return strides.Early.Count == 0 ? kernel : strides.Result();
    }

    private void TryRewrite(NaturalLoop loop)
    {
        EquatableArray<BlockModel> blocks = Kernel.Body.Blocks;
        if (loop.Entries.Count != 1 || loop.Latches.Count != 1 || loop.Exits.Count != 1 || loop.Exits[0].From != loop.Header || blocks[loop.Header].Instructions.Count > 0
            || loop.Blocks.Sum(block => 1 + blocks[block].Instructions.Count) > MostInstructions
            || blocks[loop.Header].Terminator is not BranchTerminator branch
            || CountedLoop.Test(branch, loop.Contains(branch.WhenTrue)) is not (int variable, Expression limit, false)
            || Growth(loop, variable) is not { } growth
            || Begin(loop, variable) is not { } begin
            || OfArguments(growth.Right) is not { } items || OfArguments(limit) is not { } end)
        {
            return;
        }

        GridStride stride = new(items, end);
        LocalExpression turn = Local(variable, "Turn");
        (int first, int exit) = loop.Ways(branch);
        int line = blocks[loop.Latches[0]].Line;
        Early.AddRange(stride.Refusals.Concat(ColumnOwners.Refusals(items)).Select(refusal => new GuardInstruction(line, 0, refusal, ErrorKind.OutOfRange, null)));

        // After the turns that all make there is the question for one more, that turn, and the place where all meet.
        int last = Blocks.Count, meeting = last + 1;
        int[] body = [.. loop.Blocks.Where(block => block != loop.Header)];
        Dictionary<int, int> names = OwnNames(loop, variable);
        Blocks.Add(new BlockModel(line, [], new BranchTerminator(stride.HasLast(turn), meeting + 1 + Array.IndexOf(body, first), meeting)));
        Blocks.Add(new BlockModel(line, [], new JumpTerminator(exit)));
        Blocks.AddRange(body.Select(block => Copy(blocks[block], variable, turn, names, target => target == loop.Header ? meeting : meeting + 1 + Array.IndexOf(body, target))));
        foreach (int block in body)
        {
            Blocks[block] = Turned(blocks[block], variable, turn, items);
        }

        Blocks[loop.Header] = blocks[loop.Header] with { Terminator = new BranchTerminator(stride.IsWhole(turn), first, last) };
        BlockModel before = Blocks[begin.Block];
        Blocks[begin.Block] = before with
        {
            Instructions = before.Instructions.Select((one, at) => at == begin.Position ? new AssignInstruction(one.Line, turn.Local, [], LinearIndex.NumberOf(0)) : one).ToEquatable(),
        };
    }

    // What adds the number of items to the variable, as the last thing that a turn does.
    private BinaryExpression? Growth(NaturalLoop loop, int variable)
    {
        EquatableArray<Instruction> last = Kernel.Body.Blocks[loop.Latches[0]].Instructions;
        return Uses.Setting(variable).Count(place => loop.Contains(place.Block)) == 1 && loop.Latches[0] != loop.Header
            && last.Count > 0 && last[last.Count - 1] is AssignInstruction { Path.Count: 0, Value: BinaryExpression { Operator: BinaryOperator.Add, Left: LocalExpression left } sum } growth
            && growth.Local == variable && left.Local == variable && sum.Right is not ConstantExpression { Integer: < ColumnOwners.LeastDistance }
            ? sum
            : null;
    }

    // The place where the variable gets the item's index. Nothing but the loop reads it after that.
    private CodePlace? Begin(NaturalLoop loop, int variable)
    {
        CodePlace[] places = [.. Uses.Setting(variable).Where(place => place.Block == loop.Entries[0])];
        EquatableArray<Instruction> before = Kernel.Body.Blocks[loop.Entries[0]].Instructions;
        return places.Length == 1 && Flow.Graph.Successors(loop.Entries[0]).Count == 1
            && before[places[0].Position] is AssignInstruction { Path.Count: 0 } assign && Forms.WithoutLocals(assign.Value) is IndexExpression { Type.Kind: ValueKind.Int32 }
            && !Live[loop.Exits[0].To].Contains(variable) && before.Skip(places[0].Position + 1).All(instruction => !ExpressionLocals.Reads(instruction, variable))
            ? places[0]
            : null;
    }

    private Expression? OfArguments(Expression value) => Forms.WithoutLocals(value) is { } whole && whole.Type.Kind == ValueKind.Int32 && Spreads.Of(whole).IsUniform ? whole : null;

    // Locals of the last turn alone. Others have more than one instruction that sets them now.
    private Dictionary<int, int> OwnNames(NaturalLoop loop, int variable)
    {
        Dictionary<int, int> names = [];
        foreach (int local in loop.Blocks.SelectMany(block => Kernel.Body.Blocks[block].Instructions).Select(static one => one.Target()).Where(local => local >= 0 && local != variable).Distinct())
        {
            if (Live[loop.Header].Contains(local) || Live[loop.Exits[0].To].Contains(local))
            {
                Locals[local] = Locals[local] with { Role = LocalRole.Variable };
            }
            else
            {
                names.Add(local, Locals.Count);
                Locals.Add(Locals[local] with { Name = Names.Take(Locals[local].Name + "Last") });
            }
        }

        return names;
    }

    private static BlockModel Turned(BlockModel block, int variable, LocalExpression turn, Expression items) => block with
    {
        Instructions = block.Instructions.Select(one => one.Target() == variable
            ? new AssignInstruction(one.Line, turn.Local, [], new BinaryExpression(ValueType.Int32, BinaryOperator.Add, turn, items))
            : one.WithParts(0, (part, _) => Replaced(part, variable, turn, []))).ToEquatable(),
        Terminator = block.Terminator is BranchTerminator branch ? branch with { Condition = Replaced(branch.Condition, variable, turn, []) } : block.Terminator,
    };

    private static BlockModel Copy(BlockModel block, int variable, LocalExpression turn, Dictionary<int, int> names, Func<int, int> target) => block with
    {
        Instructions = block.Instructions.Where(one => one.Target() != variable)
            .Select(one => LoopUnrolling.Renamed(one.WithParts(0, (part, _) => Replaced(part, variable, turn, names)), names)).ToEquatable(),
        Terminator = (block.Terminator is BranchTerminator branch ? branch with { Condition = Replaced(branch.Condition, variable, turn, names) } : block.Terminator).WithTargets(target),
    };

    private static Expression Replaced(Expression expression, int variable, LocalExpression turn, Dictionary<int, int> names)
        => ExpressionSimplifier.Replace(expression, local => local.Local == variable ? GridStride.Element(turn)
            : names.TryGetValue(local.Local, out int copy) ? local with { Local = copy } : null);
}
