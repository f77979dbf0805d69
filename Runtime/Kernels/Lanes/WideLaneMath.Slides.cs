using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Neighbours that are put together from two loads.</content>
public static partial class WideLaneMath
{
    /// <summary>The places of neighbours in two loads of neighbours: those of the first load come before those of the second one.</summary>
    /// <param name="ahead">The elements from the beginning of the first load to the wanted ones.</param>
    /// <param name="distance">The elements from the beginning of the first load to that of the second one, from <paramref name="ahead"/> to 16.</param>
    /// <returns>The places, for <see cref="Slide{T}"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Sliding(int ahead, int distance)
    {
        Vector512<int> places = Vector512<int>.Indices + Vector512.Create(ahead);
        return Vector512.ConditionalSelect(Vector512.LessThan(places, Vector512.Create(Count)), places, places + Vector512.Create(Count - distance));
    }

    /// <summary>Puts neighbours together from two loads that have them all.</summary>
    /// <typeparam name="T">A type of 32 bits.</typeparam>
    /// <param name="first">The elements that the first load has.</param>
    /// <param name="second">The elements that the second load has.</param>
    /// <param name="places">The places of the wanted ones: 0 to 15 in the first load, 16 to 31 in the second one.</param>
    /// <returns>The elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Slide<T>(Vector512<T> first, Vector512<T> second, Vector512<int> places) where T : unmanaged
        => Avx512F.IsSupported
            ? Avx512F.PermuteVar16x32x2(first.AsInt32(), places, second.AsInt32()).As<int, T>()
            : Vector512.ConditionalSelect(
                Vector512.LessThan(places, Vector512.Create(Count)),
                Vector512.Shuffle(first.AsInt32(), places),
                Vector512.Shuffle(second.AsInt32(), places - Vector512.Create(Count))).As<int, T>();
}
