using HmmGen.Launching.Scouting;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching.Kept;

/// <summary>
/// The versions of the regions from whose elements a kernel computes its indices, at a run that proved all indices to be in bounds. Used under the launch lock
/// of the device. It keeps no region alive.
/// </summary>
/// <remarks>
/// A version holds for pages that are on the device: a page that the host has written leaves, and comes back with a new version (<see
/// cref="RegionMirror.Version"/>). So the launch must have found all loaded pages there before it asks.
/// </remarks>
internal sealed class LoadedVersions
{
    /// <summary>The version of a region that has no loaded element.</summary>
    private const long NotLoaded = -1;

    /// <summary>A version that no region has.</summary>
    private const long Unknown = -2;

    private readonly long[] _versions;

    private LoadedVersions(long[] versions) => _versions = versions;

    /// <summary>Those of a launch of which nothing is proven yet.</summary>
    /// <param name="launch">The launch, for which a proof is possible.</param>
    /// <returns>The versions, in the order of the launch's regions.</returns>
    public static LoadedVersions NotYet(Launch launch)
    {
        long[] versions = new long[launch.Binding.Regions.Count];
        for (int i = 0; i < versions.Length; i++)
        {
            versions[i] = IsLoaded(launch, launch.Binding.Regions[i]) ? Unknown : NotLoaded;
        }

        return new LoadedVersions(versions);
    }

    /// <summary>Those that a scout saw.</summary>
    /// <param name="found">What the scout found.</param>
    /// <param name="mirrors">The mirrors of the launch's regions.</param>
    /// <returns>The versions.</returns>
    public static LoadedVersions Of(KeptScout found, RegionMirror[] mirrors) => new(Array.ConvertAll(mirrors, mirror => found.VersionOf(mirror) ?? NotLoaded));

    /// <summary>Whether the regions have these versions.</summary>
    /// <param name="mirrors">The mirrors of a launch's regions.</param>
    /// <returns>True when all indices are proven.</returns>
    public bool Hold(ReadOnlySpan<RegionMirror> mirrors)
    {
        for (int i = 0; i < _versions.Length; i++)
        {
            if (_versions[i] != NotLoaded && _versions[i] != mirrors[i].Version)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes the versions at the begin of a run that checks each index. Call <see cref="Forget"/> if it finds an error.</summary>
    /// <param name="mirrors">The mirrors of the launch's regions.</param>
    public void Take(ReadOnlySpan<RegionMirror> mirrors)
    {
        for (int i = 0; i < _versions.Length; i++)
        {
            _versions[i] = _versions[i] == NotLoaded ? NotLoaded : mirrors[i].Version;
        }
    }

    /// <summary>Forgets the versions: nothing is proven.</summary>
    public void Forget()
    {
        foreach (ref long version in _versions.AsSpan())
        {
            version = version == NotLoaded ? NotLoaded : Unknown;
        }
    }

    private static bool IsLoaded(Launch launch, MemoryRegion region)
    {
        for (int i = 0; i < launch.Binding.Buffers.Length; i++)
        {
            if (launch.Descriptor.Scout!.Loads[i] && launch.Binding.Buffers[i].Region == region)
            {
                return true;
            }
        }

        return false;
    }
}
