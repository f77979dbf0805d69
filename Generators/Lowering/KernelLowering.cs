using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering;

/// <summary>Makes of a kernel as it was parsed, value by value, one that people read: the same instructions in the same order, with expressions folded.</summary>
internal static class KernelLowering
{
    /// <summary>Lowers a kernel.</summary>
    /// <param name="kernel">The kernel, as it was parsed.</param>
    /// <returns>The kernel with a body to print.</returns>
    public static KernelModel Lower(KernelModel kernel)
    {
        KernelBody body = ValueForwarding.Run(kernel.Body);

        // An index that its check has read too is read once less then, and may be folded into the access.
        body = ValueForwarding.Run(BoundsRemoval.Run(body));
        body = PlannedBounds.Run(body);
        return kernel with { Body = BodyCompaction.Run(body) };
    }
}
