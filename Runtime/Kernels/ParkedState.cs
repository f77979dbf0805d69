using System.ComponentModel;
using ILGPU;

namespace HmmGen.Kernels;

/// <summary>Where parked work items are saved: for descriptors, and for <see cref="IDeviceMemory{TSelf}.Parked"/> on the device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParkedState
{
    /// <summary>The room that a parked item takes.</summary>
    /// <typeparam name="TState">What is saved of it.</typeparam>
    /// <returns>A multiple of 8 bytes.</returns>
    public static int Size<TState>() where TState : unmanaged => (Interop.SizeOf<TState>() + 7) / 8 * 8;

    /// <summary>Where an item is saved.</summary>
    /// <typeparam name="TState">What is saved of it.</typeparam>
    /// <param name="wave">The wave.</param>
    /// <param name="slot">The work item.</param>
    /// <returns>An offset in control memory.</returns>
    public static long Place<TState>(Wave wave, long slot) where TState : unmanaged => wave.States + slot * Size<TState>();
}
