using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Checks slices in 32 bits: instead of <c>start + length &gt; whole</c> in 64 bits, <c>length &gt; whole</c>, and then <c>start &gt; whole - length</c>, all
/// unsigned. All lanes have the first one in common as a rule, and the second takes a vector, not a pair of them.
/// </summary>
internal static class SliceGuards
{
    /// <summary>Rewrites the checks of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel, which does the same.</returns>
    public static KernelModel Run(KernelModel kernel)
        => !kernel.Body.Blocks.Any(static block => block.Instructions.Any(static instruction => instruction is GuardInstruction { Error: ErrorKind.SliceOutOfRange }))
            ? kernel
            : kernel with
            {
                Body = kernel.Body with
                {
                    Blocks = kernel.Body.Blocks.ConvertAll(static block => block with { Instructions = block.Instructions.SelectMany(Narrowed).ToEquatable() }),
                },
            };

    private static IEnumerable<Instruction> Narrowed(Instruction instruction)
        => instruction is GuardInstruction
        {
            Error: ErrorKind.SliceOutOfRange,
            Condition: BinaryExpression { Operator: BinaryOperator.Greater, Left: BinaryExpression { Operator: BinaryOperator.Add } end } condition,
        } guard
            && Unsigned(end.Left) is { } start && Unsigned(end.Right) is { } length && Unsigned(condition.Right) is { } whole
            ?
            [
                guard with { Condition = condition with { Left = length, Right = whole } },
                guard with { Condition = condition with { Left = start, Right = new BinaryExpression(whole.Type, BinaryOperator.Subtract, whole, length) } },
            ]
            : [instruction];

    // The number of 32 bits that is widened.
    private static Expression? Unsigned(Expression expression)
        => expression is ConvertExpression { Type.Kind: ValueKind.UInt64, Operand: { Type.Kind: ValueKind.UInt32 } operand } ? operand : null;
}
