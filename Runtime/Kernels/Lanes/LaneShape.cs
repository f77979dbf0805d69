using System.ComponentModel;

namespace HmmGen.Kernels.Lanes;

/// <summary>The work items that a kernel's method for lanes runs side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum LaneShape
{
    /// <summary>One group of eight lanes along the last index.</summary>
    Group,

    /// <summary>All groups that the kernel runs side by side, in one row.</summary>
    Row,

    /// <summary>All groups, in all rows that the kernel runs side by side.</summary>
    Tile,

    /// <summary>As many groups of sixteen lanes, in one row.</summary>
    WideRow,

    /// <summary>As many groups of sixteen lanes, in all rows.</summary>
    WideTile,
}
