using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>The turns of loops that lanes make together.</content>
public static partial class LaneMath
{
    /// <summary>The turns of the lane with the most.</summary>
    /// <param name="turns">Each lane's own number of turns.</param>
    /// <returns>The greatest number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MostTurns(Vector256<int> turns) => Greatest(turns);

    /// <summary>The turns of the lane with the most, and as many more as a whole vector has.</summary>
    /// <param name="turns">Each lane's own number of turns.</param>
    /// <returns>A multiple of the number of lanes, unless that would be greater than an <see cref="int"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WholeTurns(Vector256<int> turns) => Whole(Greatest(turns), Count);

    // A number of turns that is not positive is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Whole(int turns, int count) => turns is <= 0 or > int.MaxValue - WideLaneMath.Count ? turns : (turns + count - 1) & -count;
}
