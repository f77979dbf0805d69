using HmmGen.Devices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Runs waves of one kernel, whose types only the launch knows.</summary>
internal interface IChunkRunner
{
    /// <summary>Runs a wave to its end.</summary>
    /// <param name="variant">The form of the kernel.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="stop">When it is cancelled, items that have not begun may be left out.</param>
    /// <returns>The records that its items left.</returns>
    ItemRecord[] RunWave(KernelVariant variant, Wave wave, CancellationToken stop);
}
