using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>The turns of loops that sixteen lanes make together.</content>
public static partial class WideLaneMath
{
    /// <inheritdoc cref="LaneMath.MostTurns"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MostTurns(Vector512<int> turns) => LaneMath.MostTurns(Vector256.Max(turns.GetLower(), turns.GetUpper()));

    /// <inheritdoc cref="LaneMath.WholeTurns"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WholeTurns(Vector512<int> turns) => LaneMath.Whole(MostTurns(turns), Count);
}
