using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Takes loops out of the branches under which only some items come to them, as in <c>if (norm &gt; limit) for (j = 0; j &lt; n; j++) …</c>: all items come to the
/// loop, and those that would not have come have no turns there. Then <see cref="OwnTurns"/> gives the loop its form.
/// </summary>
/// <remarks>
/// A branch becomes two: what comes before the loop runs as it did, with a note that the item comes to the loop; what comes after it runs where the item has that
/// note. An item does the same in the same order.
/// </remarks>
internal sealed class PartedLoops : LoopRewriter
{
    private PartedLoops(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    private LaneRegions Regions => field ??= new LaneRegions(Flow, Spreads.Parting);

    /// <summary>Takes loops out of branches.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        KernelModel taken = kernel;
        while (Next(taken) is { } next)
        {
            taken = next;
        }

        return ReferenceEquals(taken, kernel) ? kernel : OwnTurns.Run(taken);
    }

    /// <summary>The limit of a loop for the items that come to it.</summary>
    /// <param name="limit">The limit for all.</param>
    /// <param name="first">Where the loop begins.</param>
    /// <param name="uses">What sets the kernel's locals.</param>
    /// <returns>The limit; null for a loop that all items come to.</returns>
    public static Expression? LimitOf(Expression limit, Expression first, BodyUses uses)
        => limit is LocalExpression own && uses.Definition(own.Local) is SelectExpression turns && turns.WhenFalse == first ? turns.WhenTrue : null;

    // Each loop changes the flow of control for the next one. One that is taken out is parted no more.
    private static KernelModel? Next(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (flow.Loops.Loops.Count == 0 || !CanRewrite(kernel, flow))
        {
            return null;
        }

        PartedLoops loops = new(kernel, flow);
        return flow.Loops.Loops.OrderBy(loop => flow.Graph.Position(loop.Header)).Any(loops.TryRewrite) ? loops.Result() : null;
    }

    private bool TryRewrite(NaturalLoop loop)
    {
        if (!Regions.IsParted(loop.Header) || Flow.Loops.Around(loop.Header).Count != 1 || Kernel.Body.Blocks[loop.Header].Instructions.Count > 0
            || CountedLoop.Find(Kernel.Body, Flow, Uses, loop) is not { Step: 1, Loads.Count: 0 } counted
            || Kernel.Body.Blocks[loop.Header].Terminator is not BranchTerminator test
            || Forms.WithoutLocals(counted.First) is not { } first || Forms.WithoutLocals(counted.Limit) is null
            || loop.Exits.Any(exit => Live[exit.To].Contains(counted.Variable)))
        {
            return false;
        }

        int parting = loop.Header;
        while (Regions.IsParted(parting))
        {
            parting = Flow.Dominators.Parent(parting);
        }

        if (Flow.Loops.Around(parting).Count > 0)
        {
            return false;
        }

        int meeting = DominatorTree.Post(Flow.Graph).Parent(parting);
        (int inside, int outside) = loop.Ways(test);
        HashSet<int> before = Ways([.. Flow.Graph.Successors(parting)], loop.Header, meeting), after = Ways([outside], loop.Header, meeting);
        if (before.Overlaps(after))
        {
            return false;
        }

        Take(counted, first, (inside, outside), parting, before, meeting);
        return true;
    }

    private void Take(CountedLoop counted, Expression first, (int Inside, int Outside) ways, int parting, HashSet<int> before, int meeting)
    {
        int line = Kernel.Body.Blocks[counted.Before].Line, start = Blocks.Count;
        Expression limit = Forms.WithoutLocals(EndOf(counted, [], line))!;
        LocalExpression own = Local(counted.Variable, "Limit"), comes = Local(counted.Variable, "Comes", ValueType.Boolean);
        Dictionary<int, int> names = Renamed(counted);
        foreach (int block in before.Append(parting))
        {
            Terminator terminator = Blocks[block].Terminator is ReturnTerminator ? new JumpTerminator(start) : Blocks[block].Terminator.WithTargets(target => target == meeting ? start : target);
            Blocks[block] = Blocks[block] with { Terminator = terminator };
        }

        Append(parting, [new AssignInstruction(line, comes.Local, [], Truth(false))]);
        AssignInstruction[] begun = Begun(counted, names);
        Blocks[counted.Before] = Blocks[counted.Before] with
        {
            Instructions = Blocks[counted.Before].Instructions.Where(one => !begun.Contains(one)).Append(new AssignInstruction(line, comes.Local, [], Truth(true))).ToEquatable(),
            Terminator = new JumpTerminator(start),
        };
        Instruction[] begins =
        [
            .. names.Select(name => new AssignInstruction(line, name.Value, [], begun.FirstOrDefault(one => one.Local == name.Key)?.Value ?? new LocalExpression(Locals[name.Key].Type, name.Key))),
            new AssignInstruction(line, own.Local, [], new SelectExpression(ValueType.Int32, comes, limit, first)),
            new AssignInstruction(line, counted.Variable, [], first),
        ];
        Blocks.Add(new BlockModel(line, begins.ToEquatable(), new JumpTerminator(counted.Loop.Header)));
        bool isEnd = meeting == Flow.Graph.Count;
        Blocks.Add(new BlockModel(line, [], new BranchTerminator(comes, start + 2, isEnd ? start + 3 : meeting)));
        Blocks.Add(new BlockModel(
            line,
            names.Where(name => Live[ways.Outside].Contains(name.Key)).Select(name => (Instruction)new AssignInstruction(line, name.Key, [], new LocalExpression(Locals[name.Key].Type, name.Value))).ToEquatable(),
            new JumpTerminator(ways.Outside)));
        if (isEnd)
        {
            Blocks.Add(new BlockModel(line, [], new ReturnTerminator()));
        }

        Expression test = new BinaryExpression(ValueType.Boolean, BinaryOperator.Less, new LocalExpression(ValueType.Int32, counted.Variable), own);
        Blocks[counted.Loop.Header] = Blocks[counted.Loop.Header] with { Terminator = new BranchTerminator(test, ways.Inside, start + 1) };
    }

    // Gives what turns carry on another name in the loop: items that do not come to it keep what they had.
    private Dictionary<int, int> Renamed(CountedLoop counted)
    {
        Dictionary<int, int> names = [];
        foreach (int local in counted.Loop.Blocks.SelectMany(block => Blocks[block].Instructions).Select(static one => one.Target())
            .Where(local => local != counted.Variable && Live[counted.Loop.Header].Contains(local)).Distinct())
        {
            names.Add(local, Locals.Count);
            Locals.Add(Locals[local] with { Name = Names.Take(Locals[local].Name + "Turned"), Role = LocalRole.Variable });
        }

        foreach (int block in counted.Loop.Blocks)
        {
            Blocks[block] = Copied(Blocks[block], names, static target => target);
        }

        return names;
    }

    // The blocks on the ways from some to the loop, and to where all ways meet.
    private HashSet<int> Ways(int[] from, int header, int meeting)
    {
        HashSet<int> ways = [];
        Stack<int> open = new(from);
        while (open.Count > 0)
        {
            int block = open.Pop();
            if (block != header && block != meeting && ways.Add(block))
            {
                foreach (int next in Flow.Graph.Successors(block))
                {
                    open.Push(next);
                }
            }
        }

        return ways;
    }

    // What the block before a loop gives to what turns carry on, where these are constants, and to the variable. Nothing else reads it.
    private AssignInstruction[] Begun(CountedLoop counted, Dictionary<int, int> carried)
    {
        EquatableArray<Instruction> instructions = Kernel.Body.Blocks[counted.Before].Instructions;
        bool IsLast(int at) => instructions.Skip(at + 1).All(later => later.Target() != instructions[at].Target() && !ExpressionLocals.Reads(later, instructions[at].Target()));
        return [.. Enumerable.Range(0, instructions.Count).Where(IsLast).Select(at => instructions[at]).OfType<AssignInstruction>()
            .Where(one => one.Path.Count == 0 && (one.Local == counted.Variable || (carried.ContainsKey(one.Local) && one.Value is ConstantExpression)))];
    }

    private static ConstantExpression Truth(bool isTrue) => ConstantText.Of(ValueType.Boolean, isTrue);
}
