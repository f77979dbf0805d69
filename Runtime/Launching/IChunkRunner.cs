using HmmGen.Devices;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Runs waves of one kernel, whose types only the launch knows.</summary>
internal interface IChunkRunner
{
    /// <summary>Runs a wave to its end.</summary>
    /// <param name="form">The form of the kernel.</param>
    /// <param name="frame">The wave.</param>
    /// <returns>The records that its items left.</returns>
    FaultRecord[] RunWave(KernelForm form, LaunchFrame frame);
}
