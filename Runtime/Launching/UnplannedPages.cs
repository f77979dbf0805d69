using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>The pages that a launch may touch though its plan does not name them: all pages of the parameters of which it does not know every access.</summary>
internal static class UnplannedPages
{
    /// <summary>Finds the pages.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="mirrors">The mirrors of its regions.</param>
    /// <returns>The pages of each such parameter, and whether the kernel writes it.</returns>
    public static IEnumerable<(RegionMirror Mirror, PageRun Pages, bool IsWritten)> Of(Launch launch, RegionMirror[] mirrors)
    {
        for (int i = 0; i < launch.Binding.Buffers.Length; i++)
        {
            LaunchBuffer buffer = launch.Binding.Buffers[i];
            if (buffer.Region is not null && !launch.Plan.Parameters[i].MayIsKnown)
            {
                RegionMirror mirror = RegionMirror.Of(buffer.Region, mirrors);
                yield return (mirror, mirror.PagesUnder(buffer.FirstUnit, buffer.UnitCount), launch.Descriptor.Parameters[i].Writes);
            }
        }
    }
}
