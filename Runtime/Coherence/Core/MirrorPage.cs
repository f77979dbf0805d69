// Safety: names a mirror; lists that hold one drop it before the mirror is freed.
namespace HmmGen.Coherence.Core;

/// <summary>A page of a mirror.</summary>
internal unsafe struct MirrorPage
{
    /// <summary>The mirror.</summary>
    public CoreMirror* Mirror;

    /// <summary>The page.</summary>
    public long Page;

    /// <summary>The entry before it changed, in lists of changes.</summary>
    public int Entry;
}
