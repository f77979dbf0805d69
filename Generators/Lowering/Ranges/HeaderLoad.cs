using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>
/// A load in a loop's header that has the same index in all iterations, as the bound in <c>k &lt; starts[row + 1]</c>. A loop that stores nothing may load it
/// once: another item's store beside it has no order with the loop's loads.
/// </summary>
/// <param name="Position">The load's position in the header.</param>
/// <param name="Load">The load, with an index that is known before the loop.</param>
internal sealed record HeaderLoad(int Position, LoadInstruction Load)
{
    /// <summary>Whether the load's element exists.</summary>
    public Expression Condition => IndexTests.IsInside(Load.Access.Index, new LengthExpression(Load.Access.Parameter));

    /// <summary>Finds the loads of a loop's header, and notes that their locals are the same in all iterations.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="values">The loop's values.</param>
    /// <returns>The loads, in order.</returns>
    public static IReadOnlyList<HeaderLoad> Find(KernelBody body, LoopValues values)
    {
        List<HeaderLoad> loads = [];
        if (values.Loop.Blocks.Any(block => body.Blocks[block].Instructions.Any(static instruction => instruction is StoreInstruction or AtomicInstruction)))
        {
            return loads;
        }

        int header = values.Loop.Header;
        EquatableArray<Instruction> instructions = body.Blocks[header].Instructions;
        for (int at = 0; at < instructions.Count; at++)
        {
            if (instructions[at] is LoadInstruction load && body.Locals[load.Local].Role == LocalRole.Value && values.IsSetOnce(load.Local)
                && values.Of(load.Access.Index, (header, at)) is { IsSame: true } index)
            {
                values.Keep(load.Local);
                loads.Add(new HeaderLoad(at, load with { Access = load.Access with { Index = index.RestWith(index.Number), IsInside = true } }));
            }
        }

        return loads;
    }
}
