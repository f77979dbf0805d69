using HmmGen.Kernels;
using HmmGen.Planning;
using ILGPU;

namespace HmmGen.Devices.Ilgpu;

/// <summary>The entry point that ILGPU compiles for scouts, the same for every kernel.</summary>
internal static class ScoutEntry
{
    /// <summary>Runs the scouts of work items.</summary>
    /// <typeparam name="TKernel">The generated kernel, which has a scout.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="frames">Frame memory.</param>
    /// <param name="control">Control memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    public static void Run<TKernel, TArguments>(ArrayView<byte> frames, ArrayView<byte> control, Wave wave, TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        long item = Grid.LongGlobalIndex.X;
        if (item < wave.Count)
        {
            TKernel.Scout(ScoutMemory<ViewStore>.Over(new ViewStore(frames, control), wave), wave, arguments, item, ItemIndices.Of(TKernel.Rank, wave, item));
        }
    }
}
