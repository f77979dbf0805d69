using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>Where the small local arrays of a work item lie.</summary>
internal static class LocalArrays
{
    /// <summary>The room for all of them.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>A multiple of 8 bytes; 0 when there are none.</returns>
    public static int ScratchSize(KernelModel kernel) => kernel.Body.Arrays.Count == 0 ? 0
        : kernel.Body.Arrays.Max(a => a.Offset + (((a.Element.Size * a.Length) + 7) / 8 * 8));
}
