using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Takes elements apart that lie between each other. Without Avx2 they have been loaded apart.</content>
public static partial class LaneMath
{
    /// <summary>Takes the elements of one place from those of all lanes.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="first">The first vector of <see cref="LaneMemory.LoadInterleaved{T}(ref T, int, int)"/>.</param>
    /// <param name="second">The second one.</param>
    /// <param name="place">Which of a lane's elements.</param>
    /// <returns>One of each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Deinterleave<T>(Vector256<int> first, Vector256<int> second, int place)
        => !Avx2.IsSupported ? (place == 0 ? first : second).As<int, T>()
            : place == 0 ? Avx.Shuffle(first.AsSingle(), second.AsSingle(), 0x88).As<float, T>()
            : Avx.Shuffle(first.AsSingle(), second.AsSingle(), 0xDD).As<float, T>();

    /// <inheritdoc cref="Deinterleave{T}(Vector256{int}, Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Deinterleave<T>(Vector256<int> first, Vector256<int> second, Vector256<int> third, int place)
        => !Avx2.IsSupported ? (place == 0 ? first : place == 1 ? second : third).As<int, T>()
            : place == 0 ? Avx2.PermuteVar8x32(ByThrees(first, second, third), Vector256.Create(0, 3, 6, 1, 4, 7, 2, 5)).As<int, T>()
            : place == 1 ? Avx2.PermuteVar8x32(ByThrees(third, first, second), Vector256.Create(1, 4, 7, 2, 5, 0, 3, 6)).As<int, T>()
            : Avx2.PermuteVar8x32(ByThrees(second, third, first), Vector256.Create(2, 5, 0, 3, 6, 1, 4, 7)).As<int, T>();

    /// <inheritdoc cref="Deinterleave{T}(Vector256{int}, Vector256{int}, Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Deinterleave<T>(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, int place)
    {
        if (!Avx2.IsSupported)
        {
            return (place == 0 ? first : place == 1 ? second : place == 2 ? third : fourth).As<int, T>();
        }

        Vector256<long> one = (place < 2 ? Avx2.UnpackLow(first, second) : Avx2.UnpackHigh(first, second)).AsInt64();
        Vector256<long> two = (place < 2 ? Avx2.UnpackLow(third, fourth) : Avx2.UnpackHigh(third, fourth)).AsInt64();
        return ((place & 1) == 0 ? Avx2.UnpackLow(one, two) : Avx2.UnpackHigh(one, two)).As<long, T>();
    }

    /// <inheritdoc cref="Deinterleave{T}(Vector256{int}, Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> Deinterleave<T>(LanePair<long> first, LanePair<long> second, int place)
        => !Avx2.IsSupported ? Of<T>(place == 0 ? first : second)
            : place == 0 ? new(Avx2.UnpackLow(first.Low, second.Low).As<long, T>(), Avx2.UnpackLow(first.High, second.High).As<long, T>())
            : new(Avx2.UnpackHigh(first.Low, second.Low).As<long, T>(), Avx2.UnpackHigh(first.High, second.High).As<long, T>());

    /// <inheritdoc cref="Deinterleave{T}(Vector256{int}, Vector256{int}, Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> Deinterleave<T>(LanePair<long> first, LanePair<long> second, LanePair<long> third, int place)
        => Avx2.IsSupported ? new(OfThree<T>(first.Low, second.Low, third.Low, place), OfThree<T>(first.High, second.High, third.High, place))
            : Of<T>(place == 0 ? first : place == 1 ? second : third);

    /// <inheritdoc cref="Deinterleave{T}(Vector256{int}, Vector256{int}, Vector256{int}, Vector256{int}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> Deinterleave<T>(LanePair<long> first, LanePair<long> second, LanePair<long> third, LanePair<long> fourth, int place)
        => !Avx2.IsSupported ? Of<T>(place == 0 ? first : place == 1 ? second : place == 2 ? third : fourth)
            : place < 2 ? Deinterleave<T>(first, second, place) : Deinterleave<T>(third, fourth, place - 2);

    /// <summary>Takes every third lane from one vector, the lanes after these from another one, and those after them from the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ByThrees(Vector256<int> first, Vector256<int> second, Vector256<int> third)
        => Avx2.Blend(Avx2.Blend(first, second, 0x92), third, 0x24);

    /// <inheritdoc cref="ByThrees(Vector256{int}, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> ByThrees(Vector256<long> first, Vector256<long> second, Vector256<long> third)
        => Avx.Blend(Avx.Blend(first.AsDouble(), second.AsDouble(), 0x2), third.AsDouble(), 0x4).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> OfThree<T>(Vector256<long> first, Vector256<long> second, Vector256<long> third, int place)
        => place == 0 ? Avx2.Permute4x64(ByThrees(first, third, second), 0x6C).As<long, T>()
            : place == 1 ? Avx2.Permute4x64(ByThrees(second, first, third), 0xB1).As<long, T>()
            : Avx2.Permute4x64(ByThrees(third, second, first), 0xC6).As<long, T>();

    private static LanePair<T> Of<T>(LanePair<long> value) => new(value.Low.As<long, T>(), value.High.As<long, T>());
}
