using HmmGen.Memory;

namespace HmmGen.Launching.Kept;

/// <summary>A region of a kept launch.</summary>
/// <param name="Buffer">The number of a buffer in the region.</param>
/// <param name="IsWritten">Whether the launch may write the region.</param>
internal readonly record struct KeptRegion(int Buffer, bool IsWritten)
{
    /// <summary>The regions of a launch, in the order in which their locks are taken. A region's place in memory never changes, nor does the order.</summary>
    /// <param name="binding">The launch's memory.</param>
    /// <returns>The regions, each once, without those over plain arrays, which nobody else has.</returns>
    public static KeptRegion[] Of(LaunchBinding binding)
    {
        List<KeptRegion> regions = [];
        foreach (MemoryRegion region in binding.Regions)
        {
            int buffer = 0;
            while (binding.Buffers[buffer].Region != region)
            {
                buffer++;
            }

            if (!binding.Buffers[buffer].IsTransient)
            {
                regions.Add(new KeptRegion(buffer, binding.IsWritten(region)));
            }
        }

        return [.. regions];
    }
}
