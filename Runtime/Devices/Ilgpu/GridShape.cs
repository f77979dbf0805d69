using System.Numerics;
using HmmGen.Kernels;
using ILGPU;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Finds the groups and the grid of a wave for <see cref="GridEntry"/>.</summary>
internal static class GridShape
{
    /// <summary>The most groups in the second and the third dimension of a grid, on CUDA devices.</summary>
    private const int MostGroups = ushort.MaxValue;

    /// <summary>The most items in the third dimension of a group, on CUDA devices.</summary>
    private const int MostLayers = 64;

    /// <summary>Finds the shape. A group fills the last dimension first, so that narrow boxes do not leave it empty.</summary>
    /// <param name="rank">The number of dimensions, at least 2.</param>
    /// <param name="wave">The wave. It runs every slot.</param>
    /// <param name="groupSize">The most items of a group.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>False when a grid has no room for it.</returns>
    public static bool TryFind(int rank, Wave wave, int groupSize, out KernelConfig shape)
    {
        long last = rank == 2 ? wave.Size1 : wave.Size2, middle = rank == 2 ? 1 : wave.Size1, first = wave.Count / (middle * last);
        int width = Side(last, groupSize);
        int height = Side(rank == 2 ? first : middle, groupSize / width);
        int depth = rank == 2 ? 1 : Side(first, Math.Min(MostLayers, groupSize / width / height));
        long columns = Groups(last, width), rows = Groups(middle, rank == 2 ? 1 : height), layers = Groups(first, rank == 2 ? height : depth);
        bool fits = columns <= MostGroups && rows <= MostGroups && layers * columns * rows <= int.MaxValue / groupSize;
        shape = fits ? new KernelConfig(new Index3D((int)layers, (int)columns, (int)rows), new Index3D(width, height, depth)) : default;
        return fits;
    }

    private static int Side(long size, int most)
        => (int)Math.Min((long)BitOperations.RoundUpToPowerOf2((ulong)size), 1L << BitOperations.Log2((uint)most));

    private static long Groups(long size, int side) => (size + side - 1) / side;
}
