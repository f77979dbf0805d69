using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>The layout of a work item's small local arrays.</summary>
internal static class LocalArrays
{
    /// <summary>The size of all of them.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The size in bytes, a multiple of 8; 0 when there are none.</returns>
    public static int ScratchSize(KernelModel kernel) => kernel.Body.Arrays.Count == 0 ? 0
        : kernel.Body.Arrays.Max(a => a.Offset + (((a.Element.Size * a.Length) + 7) / 8 * 8));
}
