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
/// Cuts a loop with others within in two, where items have different numbers of turns, as in <c>for (j = 0; j &lt;= i; j++)</c>: first come the turns that all
/// items side by side make, and then the few that only some of them do. An item makes the same turns in the same order. So no lane rests in most of them.
/// </summary>
internal sealed class SharedTurns : LoopRewriter
{
    private readonly HashSet<int> _cut = [];

    private SharedTurns(KernelModel kernel, FlowAnalysis flow)
        : base(kernel, flow)
    {
    }

    /// <summary>Cuts the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (flow.Loops.Loops.Count < 2 || !flow.Loops.IsReducible || !flow.Control.IsComplete || flow.Graph.Predecessors(0).Count > 0)
        {
            return kernel;
        }

        SharedTurns turns = new(kernel, flow);
        foreach (NaturalLoop loop in flow.Loops.Loops.Where(loop => !flow.Loops.IsInnermost(loop)))
        {
            turns.Cut(loop);
        }

        return turns._cut.Count == 0 ? kernel : turns.Result();
    }

    /// <summary>What bounds the turns that all items make.</summary>
    /// <param name="body">The kernel for lanes.</param>
    /// <param name="limit">The limit of a loop, or the first value of one.</param>
    /// <returns>The number from which it is made; null when it is no such bound.</returns>
    public static MostExpression? Of(KernelBody body, Expression limit)
        => limit is LocalExpression local
            && body.Blocks.SelectMany(static block => block.Instructions).FirstOrDefault(one => one.Target() == local.Local)
                is AssignInstruction { Path.Count: 0, Value: CallExpression { Function: DeviceFunction.Max } least }
            && least.Arguments[1] is BinaryExpression { Operator: BinaryOperator.Subtract, Left: ConstantExpression { Integer: -1 } } from
            ? OwnTurns.MostOf(body, from.Right)
            : null;

    /// <summary>The blocks of loops whose turns only some items make: fewer than there are lanes, behind those that all make.</summary>
    /// <param name="body">The kernel for lanes.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <returns>The blocks.</returns>
    public static HashSet<int> Rest(KernelBody body, FlowAnalysis flow) => [.. flow.Loops.Loops
        .Where(loop => loop.Entries.Count == 1 && body.Blocks[loop.Entries[0]].Instructions is { Count: 1 } only && only[0] is AssignInstruction { Path.Count: 0 } begin && Of(body, begin.Value) is not null)
        .SelectMany(static loop => loop.Blocks)];

    private void Cut(NaturalLoop loop)
    {
        if (Kernel.Body.Blocks[loop.Header].Instructions.Count > 0 || loop.Blocks.Any(_cut.Contains)
            || CountedLoop.Find(Kernel.Body, Flow, Uses, loop) is not { Step: 1, Loads.Count: 0, First: ConstantExpression { Integer: >= 0 and <= int.MaxValue } first } counted
            || Spreads.Of(counted.Limit).IsUniform
            || Kernel.Body.Blocks[loop.Header].Terminator is not BranchTerminator test
            || loop.Exits.Any(exit => Live[exit.To].Contains(counted.Variable)))
        {
            return;
        }

        int line = Kernel.Body.Blocks[counted.Before].Line;
        List<Instruction> before = [];
        Expression limit = EndOf(counted, before, line);
        if (Forms.WithoutLocals(limit) is { } known)
        {
            Early.AddRange(PartsOfRows.Kept(Kernel, Flow, Spreads, Forms, loop, counted.Variable, known, line));
        }

        // None of the lanes has less: the complement of the greatest complement is the least.
        LocalExpression own = Local(counted.Variable, "Own"), most = Local(counted.Variable, "Least"), shared = Local(counted.Variable, "Shared");
        before.Add(new AssignInstruction(line, own.Local, [], limit));
        before.Add(new AssignInstruction(line, most.Local, [], new MostExpression(Complement(own)) { First = first, Limit = Forms.WithoutLocals(limit) }));
        before.Add(new AssignInstruction(line, shared.Local, [], new CallExpression(ValueType.Int32, DeviceFunction.Max, EquatableArray.Of<Expression>(first, Complement(most)))));
        Append(counted.Before, before);

        (int inside, int outside) = loop.Ways(test);
        Dictionary<int, int> names = OwnNames(loop, counted.Variable);
        Expression variable = new LocalExpression(ValueType.Int32, counted.Variable), again = new LocalExpression(ValueType.Int32, names[counted.Variable]);
        int middle = Blocks.Count;
        Dictionary<int, int> copies = loop.Blocks.Select((block, at) => (block, at)).ToDictionary(static one => one.block, one => middle + 1 + one.at);
        Blocks.Add(new BlockModel(line, EquatableArray.Of<Instruction>(new AssignInstruction(line, names[counted.Variable], [], shared)), new JumpTerminator(copies[loop.Header])));
        foreach (int block in loop.Blocks)
        {
            BlockModel copy = Copied(Kernel.Body.Blocks[block], names, target => copies.TryGetValue(target, out int known) ? known : target);
            Blocks.Add(block == loop.Header ? copy with { Terminator = new BranchTerminator(Less(again, own), copies[inside], outside) } : copy);
        }

        Blocks[loop.Header] = Blocks[loop.Header] with { Terminator = new BranchTerminator(Less(variable, shared), inside, middle) };
        _cut.UnionWith(loop.Blocks);
    }

    // Locals that a turn sets for itself have another name in the turns that only some items make: in the others they may be scalars.
    private Dictionary<int, int> OwnNames(NaturalLoop loop, int variable)
    {
        Dictionary<int, int> names = [];
        foreach (int local in loop.Blocks.SelectMany(block => Kernel.Body.Blocks[block].Instructions).Select(static one => one.Target()).Where(static local => local >= 0).Distinct())
        {
            if (local != variable && (Live[loop.Header].Contains(local) || loop.Exits.Any(exit => Live[exit.To].Contains(local))))
            {
                Locals[local] = Locals[local] with { Role = LocalRole.Variable };
                continue;
            }

            names.Add(local, Locals.Count);
            Locals.Add(Locals[local] with { Name = Names.Take(Locals[local].Name + "Rest") });
        }

        return names;
    }

    private static BinaryExpression Complement(Expression number) => new(ValueType.Int32, BinaryOperator.Subtract, LinearIndex.NumberOf(-1), number);

    private static BinaryExpression Less(Expression left, Expression right) => new(ValueType.Boolean, BinaryOperator.Less, left, right);

}
