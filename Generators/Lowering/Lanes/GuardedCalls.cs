using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Functions that lanes compute as the C library does, if it is of a kind that they know. They have names, under which a kernel's descriptor lists them.</summary>
internal static class GuardedCalls
{
    /// <summary>Those of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>Their names in order, each once; none where the kernel is fast.</returns>
    public static IEnumerable<string> In(KernelModel kernel)
        => kernel.IsFast ? [] : kernel.Body.Blocks.SelectMany(In).Distinct().OrderBy(static name => name, StringComparer.Ordinal);

    /// <summary>Those of a block of a kernel that is not fast.</summary>
    /// <param name="block">The block.</param>
    /// <returns>Their names.</returns>
    public static IEnumerable<string> In(BlockModel block)
    {
        IEnumerable<Expression> all = block.Instructions.SelectMany(static instruction => Enumerable.Range(0, instruction.PartCount()).Select(instruction.Part));
        return (block.Terminator is BranchTerminator branch ? all.Append(branch.Condition) : all).SelectMany(In);
    }

    /// <summary>The name of such a function. Powers of 2 and of 10 are calls of Pow in .NET, too.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The name; null for other functions.</returns>
    public static string? NameOf(CallExpression call) => call.Type.Kind != ValueKind.Single ? null : call.Function switch
    {
        DeviceFunction.Log => call.Arguments.Count == 1 ? nameof(DeviceFunction.Log) : null,
        DeviceFunction.Exp or DeviceFunction.Sin or DeviceFunction.Cos or DeviceFunction.Log2 or DeviceFunction.Log10 or DeviceFunction.Tanh or DeviceFunction.Pow
            => call.Function.ToString(),
        DeviceFunction.Exp2 or DeviceFunction.Exp10 => nameof(DeviceFunction.Pow),
        _ => null,
    };

    private static IEnumerable<string> In(Expression expression)
    {
        IEnumerable<string> parts = Enumerable.Range(0, expression.PartCount()).SelectMany(part => In(expression.Part(part)));
        return expression is CallExpression call && NameOf(call) is { } name ? parts.Append(name) : parts;
    }
}
