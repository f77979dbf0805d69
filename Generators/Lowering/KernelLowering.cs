using HmmGen.Generators.Lowering.Fast;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering;

/// <summary>Turns a parsed kernel, value by value, into a readable one: the same instructions in the same order, with folded expressions.</summary>
internal static class KernelLowering
{
    /// <summary>Lowers a kernel.</summary>
    /// <param name="kernel">The parsed kernel.</param>
    /// <returns>The kernel with a body to print.</returns>
    public static KernelModel Lower(KernelModel kernel)
    {
        KernelBody body = LateGrowth.Run(ValueForwarding.Run(kernel.Body));

        // Without its check an index is read once less, and may be folded into the access.
        body = ValueForwarding.Run(BoundsRemoval.Run(body));
        KernelBody proven = ProvenBounds.Run(body);
        body = ReferenceEquals(proven, body) ? body : ValueForwarding.Run(proven);
        body = PlannedBounds.Run(body);
        return ProductFusing.Run(kernel with { Body = BodyCompaction.Run(body) });
    }
}
