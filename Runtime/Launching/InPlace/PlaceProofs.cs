using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Launching.InPlace;

/// <summary>The proofs of each kernel on a device that works in place. Used by the thread that holds the launch lock.</summary>
internal sealed class PlaceProofs
{
    private readonly ConditionalWeakTable<KernelDescriptor, PlaceProof> _proofs = [];

    /// <summary>The proof of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The proof; a new one for a new kernel.</returns>
    public PlaceProof Of(KernelDescriptor kernel) => _proofs.GetValue(kernel, static _ => new PlaceProof());

    /// <summary>Forgets everything: the device's memory is freed.</summary>
    public void Clear() => _proofs.Clear();
}
