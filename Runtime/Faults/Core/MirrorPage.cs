// Safety: names a mirror; lists that hold one drop it before the mirror is freed.
namespace HmmGen.Faults;

/// <summary>A page of a mirror.</summary>
internal unsafe struct MirrorPage
{
    /// <summary>The mirror.</summary>
    public FaultMirror* Mirror;

    /// <summary>The page.</summary>
    public long Page;

    /// <summary>The entry before it changed, in lists of changes.</summary>
    public int Entry;
}
