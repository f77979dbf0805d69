using System;
using HmmGen;

/// <summary>The kernels of this file. A launch: <c>HmmKernelName.Run(HmmDevice.Default, x.Length, 2f, x)</c>.</summary>
public static partial class HmmKernelName
{
    /// <summary>Multiplies each element. The first parameter is the number of the work item.</summary>
    [HmmKernel]
    public static void Run(int i, float factor, Span<float> x) => x[i] *= factor;
}
