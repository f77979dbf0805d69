using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>
/// Removes checks of an index that the access makes itself. C# checks an index when it fixes the element. The check may wait for the access when
/// nothing visible to others happens in between, and nothing can fail in another way.
/// </summary>
internal static class BoundsRemoval
{
    /// <summary>Removes the checks that accesses make.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The body with fewer checks.</returns>
    public static KernelBody Run(KernelBody body) => body with { Blocks = body.Blocks.ConvertAll(Run) };

    private static BlockModel Run(BlockModel block) => !block.Instructions.Any(static instruction => instruction is BoundsInstruction) ? block : block with
    {
        Instructions = block.Instructions.Where((instruction, position) =>
            instruction is not BoundsInstruction bounds || !(IsInside(bounds) || IsMadeLater(bounds, block.Instructions, position))).ToEquatable(),
    };

    private static bool IsInside(BoundsInstruction bounds) =>
        bounds.Index is ConstantExpression { Integer: >= 0 and long index } && bounds.Length is ConstantExpression { Integer: long length } && index < length;

    private static bool IsMadeLater(BoundsInstruction bounds, EquatableArray<Instruction> instructions, int position)
    {
        if (!PlannedBounds.IsOfWholeSpan(bounds))
        {
            return false;
        }

        HashSet<int> read = [];
        ExpressionLocals.Collect(bounds.Index, read);
        for (int next = position + 1; next < instructions.Count; next++)
        {
            Instruction instruction = instructions[next];
            if (instruction.SpanAccess() is { } access && access.Parameter == bounds.Parameter && access.Index == bounds.Index)
            {
                return true;
            }

            if (instruction is not (AssignInstruction or LoadInstruction or ArrayLoadInstruction or ArrayStoreInstruction or BoundsInstruction)
                || read.Contains(instruction.Target()))
            {
                return false;
            }
        }

        return false;
    }
}
