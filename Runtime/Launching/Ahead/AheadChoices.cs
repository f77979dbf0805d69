using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Launching.Ahead;

/// <summary>The choice of each kernel on a device. Used by the thread that holds the launch lock.</summary>
internal sealed class AheadChoices
{
    private readonly ConditionalWeakTable<KernelDescriptor, AheadChoice> _choices = [];

    /// <summary>The choice of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The choice; a new one for a new kernel.</returns>
    public AheadChoice Of(KernelDescriptor kernel) => _choices.GetValue(kernel, static _ => new AheadChoice());
}
