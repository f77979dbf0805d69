using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Launching.Scouting;

/// <summary>What is known last of the indices of each kernel on a device. Used by the thread that holds the launch lock.</summary>
/// <param name="keeps">Whether anything is kept.</param>
internal sealed class KeptScouts(bool keeps)
{
    private readonly ConditionalWeakTable<KernelDescriptor, KeptScout> _last = [];

    /// <summary>What a kernel's scout found last.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The pages; null when nothing is kept.</returns>
    public KeptScout? Of(KernelDescriptor kernel) => _last.TryGetValue(kernel, out KeptScout? kept) ? kept : null;

    /// <summary>Keeps what a kernel's scout found, in place of what was kept before.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="found">What it found.</param>
    public void Keep(KernelDescriptor kernel, KeptScout found)
    {
        if (keeps)
        {
            _last.AddOrUpdate(kernel, found);
        }
    }

    /// <summary>Forgets everything: the device's memory is freed.</summary>
    public void Clear() => _last.Clear();
}
