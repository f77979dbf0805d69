using HmmGen.Kernels;
using HmmGen.Planning;
using ILGPU;

namespace HmmGen.Devices.Ilgpu;

/// <summary>The entry point that ILGPU compiles for direct variants of kernels with two or three dimensions. The grid has the shape of the box.</summary>
/// <remarks>
/// Neighbours in the last dimension are neighbours in a group. The grid's first dimension counts groups of the outermost dimension, since only it has room
/// for any number of them; its second dimension is that of the last, and its third that of the one between.
/// </remarks>
internal static class GridEntry
{
    /// <summary>Runs work items from their beginning to their end.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TMemory">How memory is reached; no item parks there.</typeparam>
    /// <param name="frames">Frame memory.</param>
    /// <param name="control">Control memory.</param>
    /// <param name="wave">The wave. It runs every slot.</param>
    /// <param name="arguments">The arguments.</param>
    public static void Run<TKernel, TArguments, TMemory>(
        ArrayView<byte> frames, ArrayView<byte> control, Wave wave, TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TMemory : struct, IStoredMemory<TMemory, ViewStore>
    {
        long last = (long)Grid.IdxY * Group.DimX + Group.IdxX;
        if (TKernel.Rank == 2)
        {
            long row = (long)Grid.IdxX * Group.DimY + Group.IdxY;
            long slot = row * wave.Size1 + last;
            if (last < wave.Size1 && slot < wave.Count)
            {
                ItemIndices item = new() { At0 = wave.First0 + row, At1 = wave.First1 + last };
                TKernel.Run(TMemory.Over(new ViewStore(frames, control), wave, slot), wave, arguments, slot, item);
            }
        }
        else
        {
            long row = (long)Grid.IdxZ * Group.DimY + Group.IdxY;
            long layer = (long)Grid.IdxX * Group.DimZ + Group.IdxZ;
            long slot = (layer * wave.Size1 + row) * wave.Size2 + last;
            if (last < wave.Size2 && row < wave.Size1 && slot < wave.Count)
            {
                ItemIndices item = new() { At0 = wave.First0 + layer, At1 = wave.First1 + row, At2 = wave.First2 + last };
                TKernel.Run(TMemory.Over(new ViewStore(frames, control), wave, slot), wave, arguments, slot, item);
            }
        }
    }
}
