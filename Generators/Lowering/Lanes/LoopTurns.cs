using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A variable that has a constant before a loop and changes by a constant after each turn.</summary>
/// <param name="Counter">The variable.</param>
/// <param name="First">Its value in the first turn.</param>
/// <param name="Step">What each turn adds to it.</param>
internal sealed record LoopTurns(int Counter, long First, long Step)
{
    /// <summary>Finds the variables that count a loop's turns.</summary>
    /// <param name="body">The kernel's body.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="loop">A loop.</param>
    /// <returns>The variables; none for a loop that others lie in, or with several ways back or in.</returns>
    public static IEnumerable<LoopTurns> Of(KernelBody body, FlowAnalysis flow, NaturalLoop loop)
    {
        if (loop.Latches.Count != 1 || loop.Entries.Count != 1 || loop.Blocks.Any(block => flow.Loops.Around(block).Last() != loop))
        {
            yield break;
        }

        foreach (AssignInstruction count in body.Blocks[loop.Latches[0]].Instructions.OfType<AssignInstruction>())
        {
            if (StepOf(count) is { } step
                && loop.Blocks.SelectMany(block => body.Blocks[block].Instructions).Count(instruction => instruction.Target() == count.Local) == 1
                && Before(body, flow, loop.Entries[0], count.Local) is { } first)
            {
                yield return new LoopTurns(count.Local, first, step);
            }
        }
    }

    private static long? StepOf(AssignInstruction count) => count.Path.Count > 0 ? null : count.Value switch
    {
        BinaryExpression { Operator: BinaryOperator.Add, Type.Kind: ValueKind.Int32, Left: LocalExpression local, Right: ConstantExpression { Integer: long step } }
            when local.Local == count.Local => step,
        BinaryExpression { Operator: BinaryOperator.Subtract, Type.Kind: ValueKind.Int32, Left: LocalExpression local, Right: ConstantExpression { Integer: long step } }
            when local.Local == count.Local => -step,
        _ => null,
    };

    // What the only way to the end of a block has set a local to.
    private static long? Before(KernelBody body, FlowAnalysis flow, int block, int local)
    {
        for (int blocks = 0; blocks < body.Blocks.Count; blocks++)
        {
            if (body.Blocks[block].Instructions.LastOrDefault(instruction => instruction.Target() == local) is { } last)
            {
                return last is AssignInstruction { Path.Count: 0, Value: ConstantExpression { Integer: long first } } ? first : null;
            }

            if (flow.Graph.Predecessors(block).Count != 1)
            {
                return null;
            }

            block = flow.Graph.Predecessors(block)[0];
        }

        return null;
    }
}
