using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels.Lanes;

/// <summary>A vector for each of the rows that a group of lanes walks along.</summary>
/// <typeparam name="T">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(WideLaneMath.Count)]
public struct LaneRows<T>
    where T : struct
{
    private T _first;
}
