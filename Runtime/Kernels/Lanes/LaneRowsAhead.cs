using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Vectors of each of the rows that a group of lanes walks along. Eight of each row wait for the exchange of rows and columns, while eight others come.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(16)]
public struct LaneRowsAhead<T>
    where T : struct
{
    private LaneRows<T> _first;
}
