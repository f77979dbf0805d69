using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching.Scouting;

/// <summary>
/// Tells for which launches one that met no error proves that an equal one meets none. A kernel with a scout computes its indices, and what decides about its
/// accesses, from scalars, from the item and from elements that the scout loads. While these elements are the same, so are all indices.
/// </summary>
/// <remarks>It makes no difference what found that the indices are in bounds: a scout, or the kernel itself in the variant that checks each index.</remarks>
internal static class IndexProof
{
    /// <summary>Whether a run without an error proves that all indices of an equal launch over the same loaded elements are in bounds.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>False when indices may differ though the loaded elements are the same, or the loaded elements do not stay the same.</returns>
    public static bool IsPossible(Launch launch)
        => KnowsOthers(launch) && LeavesLoaded(launch.Descriptor, launch.Binding.Buffers);

    /// <summary>Whether a proof is possible for those launches with a launch's plan that <see cref="LeavesLoaded"/>.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>False when indices may differ though the loaded elements are the same.</returns>
    public static bool KnowsOthers(Launch launch)
        => launch.Descriptor.Scout is { } scout && launch.Device.Options.Testing.Scouts && KnowsOthers(scout, launch.Plan);

    /// <summary>Whether the plan has all indices in bounds that the scout does not look at.</summary>
    /// <param name="scout">The kernel's scout.</param>
    /// <param name="plan">The plan of the work items.</param>
    /// <returns>True when it has.</returns>
    public static bool KnowsOthers(KernelScout scout, AccessPlan plan)
    {
        for (int i = 0; i < plan.Parameters.Count; i++)
        {
            if (!scout.Marks[i] && !plan.Parameters[i].InBounds)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a launch may write no region with loaded elements, as versions tell of a region as a whole, and no loaded element of a plain array.</summary>
    /// <param name="descriptor">The kernel, which has a scout.</param>
    /// <param name="buffers">The buffers; plain arrays may have no region yet.</param>
    /// <returns>True when it may not.</returns>
    public static bool LeavesLoaded(KernelDescriptor descriptor, ReadOnlySpan<LaunchBuffer> buffers)
    {
        for (int loaded = 0; loaded < buffers.Length; loaded++)
        {
            for (int written = 0; descriptor.Scout!.Loads[loaded] && written < buffers.Length; written++)
            {
                if (descriptor.Parameters[written].Writes && buffers[loaded].IsTogetherWith(buffers[written]))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
