using System.Runtime.CompilerServices;
using HmmGen.Kernels;
using HmmGen.Planning;
using ILGPU;

namespace HmmGen.Devices.Ilgpu;

/// <summary>The entry point that ILGPU compiles, the same for every kernel and memory.</summary>
internal static class KernelEntry
{
    /// <summary>Runs work items, from their beginning or from the access at which they parked.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TMemory">How memory is reached.</typeparam>
    /// <param name="frames">Frame memory.</param>
    /// <param name="control">Control memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    public static void Run<TKernel, TArguments, TMemory>(
        ArrayView<byte> frames, ArrayView<byte> control, Wave wave, TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IStoredMemory<TMemory, ViewStore>
    {
        long item = Grid.LongGlobalIndex.X;
        if (item < wave.Count)
        {
            ViewStore store = new(frames, control);
            long slot = item;
            if (TMemory.Parks && wave.Active >= 0)
            {
                slot = Unsafe.As<byte, int>(ref store.ControlByte(wave.Active + item * sizeof(int)));
            }

            TKernel.Run(TMemory.Over(store, wave, slot), wave, arguments, slot, ItemIndices.Of(TKernel.Rank, wave, slot));
        }
    }
}
