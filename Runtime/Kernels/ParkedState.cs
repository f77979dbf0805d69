using ILGPU;

namespace HmmGen.Kernels;

/// <summary>The place and size of saved work items, for descriptors and for <see cref="IDeviceMemory{TSelf}.Parked"/> on the device.</summary>
internal static class ParkedState
{
    /// <summary>The size of a saved work item.</summary>
    /// <typeparam name="TState">The kernel's type of a saved work item.</typeparam>
    /// <returns>The size in bytes, a multiple of 8.</returns>
    public static int Size<TState>() where TState : unmanaged => (Interop.SizeOf<TState>() + 7) / 8 * 8;

    /// <summary>The place of a saved work item.</summary>
    /// <typeparam name="TState">The kernel's type of a saved work item.</typeparam>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The work item.</param>
    /// <returns>An offset in control memory.</returns>
    public static long Place<TState>(Wave wave, long slot) where TState : unmanaged => wave.States + slot * Size<TState>();
}
