using System.Runtime.InteropServices;

namespace HmmGen.Base.Teams;

/// <summary>The counter by which threads claim the ranges of a launch. It has a cache line of its own, since all threads write it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * Line)]
internal struct Claims
{
    /// <summary>The count when nothing may be claimed: no number of ranges is so large.</summary>
    public const long Closed = long.MaxValue / 2;

    private const int Line = 128;

    /// <summary>The number of the next range.</summary>
    [FieldOffset(Line)]
    public long Next;
}
