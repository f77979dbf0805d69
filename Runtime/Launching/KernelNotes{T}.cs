using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>What a device notes about each kernel that was launched there. Used by the thread that holds the launch lock.</summary>
/// <typeparam name="T">What is noted.</typeparam>
internal sealed class KernelNotes<T>
    where T : class, new()
{
    private readonly ConditionalWeakTable<KernelDescriptor, T> _notes = [];

    /// <summary>The note about a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The note; a new one for a new kernel.</returns>
    public T Of(KernelDescriptor kernel) => _notes.GetValue(kernel, static _ => new T());

    /// <summary>Forgets everything.</summary>
    public void Clear() => _notes.Clear();
}
