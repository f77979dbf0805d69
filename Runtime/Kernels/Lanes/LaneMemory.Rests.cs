// Safety: every method reaches exactly the elements of the lanes that its text names; the caller has proven that they are there, and keeps them there.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Stores of the last items of a row, the first lanes of a group. What comes next is often a load of the elements behind them. It would wait for a store with a
/// mask until that has left the processor, also where they have no element in common. So these stores are as long as what they store.
/// </content>
public static unsafe partial class LaneMemory
{
    /// <summary>Stores elements that follow each other. It is made for a mask of the first lanes.</summary>
    /// <inheritdoc cref="Store{T}(T*, Vector256{T}, Vector256{int})"/>
    /// <param name="origin">An element.</param>
    /// <param name="offset">The bytes from it to the element of lane 0.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="mask">The lanes that are stored.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRest<T>(ref T origin, nint offset, Vector256<T> value, Vector256<int> mask)
        where T : unmanaged
    {
        uint bits = LaneMath.Bits(mask);
        T* place = (T*)((byte*)Unsafe.AsPointer(ref origin) + offset);
        if (!AreFirst(bits))
        {
            Store(place, value, mask);
            return;
        }

        Vector128<T> left = value.GetLower();
        if ((bits & 0b1000) != 0)
        {
            left.Store(place);
            left = value.GetUpper();
            place += 4;
            bits >>= 4;
        }

        if ((bits & 0b10) != 0)
        {
            *(ulong*)place = left.AsUInt64()[0];
            if ((bits & 0b100) != 0)
            {
                place[2] = left[2];
            }
        }
        else if (bits != 0)
        {
            *place = left[0];
        }
    }

    /// <inheritdoc cref="StoreRest{T}(ref T, nint, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRestPair<T>(ref T origin, nint offset, LanePair<T> value, Vector256<int> mask)
        where T : unmanaged
    {
        uint bits = LaneMath.Bits(mask);
        T* place = (T*)((byte*)Unsafe.AsPointer(ref origin) + offset);
        if (!AreFirst(bits))
        {
            StorePair(place, value, mask);
            return;
        }

        Vector256<T> half = value.Low;
        if ((bits & 0b1000) != 0)
        {
            half.Store(place);
            half = value.High;
            place += 4;
            bits >>= 4;
        }

        Vector128<T> left = half.GetLower();
        if ((bits & 0b10) != 0)
        {
            left.Store(place);
            left = half.GetUpper();
            place += 2;
            bits >>= 2;
        }

        if (bits != 0)
        {
            *place = left[0];
        }
    }

    // Up to seven lanes, none of them after one that rests.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreFirst(uint bits) => ((bits & (bits + 1)) | (bits >> 7)) == 0;
}
