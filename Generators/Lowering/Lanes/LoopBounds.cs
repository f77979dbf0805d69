using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using CountedLoop = HmmGen.Generators.Lowering.Scouting.CountedLoop;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Checks a loop's variable once before the loop, where each turn would check it against a length that does not change: a slice that is walked along as far as
/// another span reaches. Where the loop could leave the slice, a guard sends these items through the method.
/// </summary>
internal static class LoopBounds
{
    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        if (!kernel.Body.Blocks.Any(static block => block.Instructions.Any(static instruction => instruction is BoundsInstruction { IsPlanned: false })))
        {
            return kernel;
        }

        FlowAnalysis flow = new(kernel.Body.Blocks);
        BodyUses uses = new(kernel.Body);
        LaneForms forms = new(kernel.Body, flow);
        BlockModel[] blocks = [.. kernel.Body.Blocks];
        bool changes = false;
        foreach (NaturalLoop loop in flow.Loops.IsReducible ? flow.Loops.Loops : [])
        {
            if (flow.Loops.IsInnermost(loop)
                && CountedLoop.Find(kernel.Body, flow, uses, loop) is { Step: 1, IsInclusive: false, First: ConstantExpression { Integer: >= 0 }, Loads.Count: 0 } counted)
            {
                changes |= TryRewrite(blocks, loop, counted, flow, forms);
            }
        }

        return changes ? kernel with { Body = kernel.Body with { Blocks = blocks.ToEquatable() } } : kernel;
    }

    private static bool TryRewrite(BlockModel[] blocks, NaturalLoop loop, CountedLoop counted, FlowAnalysis flow, LaneForms forms)
    {
        List<Instruction> guards = [];
        foreach (int block in loop.Blocks)
        {
            blocks[block] = blocks[block] with { Instructions = blocks[block].Instructions.Where((instruction, at) => !IsGuarded(instruction, new CodePlace(block, at))).ToEquatable() };
        }

        blocks[counted.Before] = blocks[counted.Before] with { Instructions = blocks[counted.Before].Instructions.Concat(guards).ToEquatable() };
        return guards.Count > 0;

        bool IsGuarded(Instruction instruction, CodePlace place)
        {
            if (instruction is not BoundsInstruction { IsPlanned: false, Index: LocalExpression { Local: var index } } bounds || index != counted.Variable
                || !counted.RunsBeforeGrowth(place, flow) || forms.WithoutLocals(bounds.Length) is not { } length)
            {
                return false;
            }

            guards.Add(new GuardInstruction(
                bounds.Line, bounds.Site, new BinaryExpression(ValueType.Boolean, BinaryOperator.Greater, counted.Limit, length), ErrorKind.OutOfRange, null));
            return true;
        }
    }
}
