// Safety: points to a mirror. Lists that hold such an item drop it before the mirror is freed.
namespace HmmGen.Coherence.Core;

/// <summary>One page of a mirror, as an item of a list.</summary>
internal unsafe struct MirrorPage
{
    /// <summary>The mirror.</summary>
    public CoreMirror* Mirror;

    /// <summary>The number of the page.</summary>
    public long Page;

    /// <summary>In lists of changes: the entry before the change.</summary>
    public int Entry;
}
