using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Numbers that grow evenly from lane to lane.</content>
public static partial class LaneMath
{
    /// <summary>Numbers at equal distances.</summary>
    /// <param name="first">The first lane's.</param>
    /// <param name="step">The distance.</param>
    /// <returns>first, first + step, ..., first + 7 * step.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Steps(int first, int step) => Vector256.Create(first) + Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7) * step;

    /// <inheritdoc cref="Steps(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> Steps(long first, long step)
        => new(
            Vector256.Create(first) + Vector256.Create(0L, step, 2 * step, 3 * step),
            Vector256.Create(first) + Vector256.Create(4 * step, 5 * step, 6 * step, 7 * step));

    /// <summary>Whether one of eight numbers at equal distances is no index of a span.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="step">The distance.</param>
    /// <param name="length">The span's length.</param>
    /// <returns>True when one is outside.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Outside(int first, int step, int length) => (ulong)first >= (ulong)length || (ulong)(first + 7L * step) >= (ulong)length;

    /// <inheritdoc cref="Outside(int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Outside(long first, int step, int length) => (ulong)first >= (ulong)length || (ulong)(first + 7L * step) >= (ulong)length;

    /// <summary>Where an index is one of a span.</summary>
    /// <param name="indices">The indices.</param>
    /// <param name="length">The span's length.</param>
    /// <returns>A mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> InBounds(LanePair<long> indices, int length)
        => Less(new LanePair<ulong>(indices.Low.AsUInt64(), indices.High.AsUInt64()), new LanePair<ulong>((ulong)length));
}
