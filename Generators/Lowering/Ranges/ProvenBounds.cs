using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>
/// Removes the checks of an index that its loop has made: the variable counts up from 0 or more, and the loop goes on while it is less than the length that the
/// check asks for. So a walk along a slice costs what a walk along a part of the span does.
/// </summary>
internal static class ProvenBounds
{
    /// <summary>Removes them.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The body with fewer checks.</returns>
    public static KernelBody Run(KernelBody body)
    {
        if (!body.Blocks.Any(static block => block.Instructions.Any(static instruction => instruction is BoundsInstruction)))
        {
            return body;
        }

        FlowAnalysis flow = new(body.Blocks);
        BodyUses uses = new(body);
        HashSet<CodePlace> proven = [];
        foreach (NaturalLoop loop in flow.Loops.IsReducible ? flow.Loops.Loops : [])
        {
            if (Scouting.CountedLoop.Find(body, flow, uses, loop) is { Step: 1, IsInclusive: false, First: ConstantExpression { Integer: >= 0 }, Loads.Count: 0 } counted)
            {
                proven.UnionWith(Of(body, loop, uses, counted));
            }
        }

        return proven.Count == 0 ? body : body with
        {
            Blocks = body.Blocks.Select((block, number) => block with
            {
                Instructions = block.Instructions.Where((_, position) => !proven.Contains(new CodePlace(number, position))).ToEquatable(),
            }).ToEquatable(),
        };
    }

    private static IEnumerable<CodePlace> Of(KernelBody body, NaturalLoop loop, BodyUses uses, Scouting.CountedLoop counted)
    {
        List<int> read = [];
        ExpressionLocals.Collect(counted.Limit, read);
        if (loop.Latches.Count != 1 || counted.Growth.Block != loop.Latches[0] || read.Any(local => uses.Setting(local).Any(place => loop.Contains(place.Block))))
        {
            yield break;
        }

        foreach (int block in loop.Blocks.Where(block => block != loop.Header))
        {
            for (int at = 0; at < body.Blocks[block].Instructions.Count; at++)
            {
                bool isBefore = block != counted.Growth.Block || at < counted.Growth.Position;
                if (isBefore && body.Blocks[block].Instructions[at] is BoundsInstruction { Index: LocalExpression { Local: var index } } bounds
                    && index == counted.Variable && bounds.Length == counted.Limit)
                {
                    yield return new CodePlace(block, at);
                }
            }
        }
    }
}
