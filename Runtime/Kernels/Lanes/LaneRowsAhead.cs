using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels.Lanes;

/// <summary>Eight vectors of each of the rows that a group of lanes walks along, which wait for the exchange of rows and columns.</summary>
/// <typeparam name="T">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(8)]
public struct LaneRowsAhead<T>
    where T : struct
{
    private LaneRows<T> _first;
}
