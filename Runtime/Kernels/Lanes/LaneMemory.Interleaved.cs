// Safety: as LaneMemory.cs says.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Elements of 32 and 64 bits that lie between each other: two to four of each lane, such as the two halves of a complex number or the members of a struct. They
/// are loaded as they lie, in as many vectors, and <see cref="LaneMath.Deinterleave{T}(Vector256{int}, Vector256{int}, int)"/> takes them apart.
/// </content>
public static unsafe partial class LaneMemory
{
    // The halves of vectors are loaded where they are needed, so that none has to cross from one half of a register to the other.
    private const int Half = 16;

    private const int HalfLanes = LaneMath.Count / 2;

    /// <summary>Loads one of the vectors in which elements of all lanes lie.</summary>
    /// <typeparam name="T">The element, or the struct.</typeparam>
    /// <param name="origin">The first element of lane 0.</param>
    /// <param name="count">How many elements a lane has, 2 to 4.</param>
    /// <param name="number">Which of as many vectors.</param>
    /// <returns>The vector, in the order that <see cref="LaneMath"/> takes apart.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadInterleaved<T>(ref T origin, int count, int number)
        where T : unmanaged
    {
        byte* at = (byte*)Unsafe.AsPointer(ref origin);
        return !Avx2.IsSupported ? LoadStrided((int*)at + number, count * sizeof(int))
            : count == 3 ? Vector256.Load((int*)at + LaneMath.Count * number)
            : Vector256.Create(Vector128.Load((int*)(at + Half * number)), Vector128.Load((int*)(at + Half * (number + count))));
    }

    /// <inheritdoc cref="LoadInterleaved{T}(ref T, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> LoadInterleavedPair<T>(ref T origin, int count, int number)
        where T : unmanaged
    {
        byte* at = (byte*)Unsafe.AsPointer(ref origin);

        // Few steps are written into the caller, since .NET stops where there are many. Of four elements the first two lie in halves with even numbers.
        return !Avx2.IsSupported ? LoadStridedPair((long*)at + number, count * sizeof(long))
            : count == 3 ? new(Vector256.Load((long*)at + HalfLanes * number), Vector256.Load((long*)at + HalfLanes * (number + 3)))
            : count == 2 ? new(
                Vector256.Create(Vector128.Load((long*)(at + Half * number)), Vector128.Load((long*)(at + Half * (number + 2)))),
                Vector256.Create(Vector128.Load((long*)(at + Half * (number + 4))), Vector128.Load((long*)(at + Half * (number + 6)))))
            : new(
                Vector256.Create(Vector128.Load((long*)(at + Half * Even(number))), Vector128.Load((long*)(at + Half * (Even(number) + 4)))),
                Vector256.Create(Vector128.Load((long*)(at + Half * (Even(number) + 8))), Vector128.Load((long*)(at + Half * (Even(number) + 12)))));
    }

    /// <summary>Loads one of the vectors in which elements of all lanes lie, where those at the end of the last lane may not exist.</summary>
    /// <inheritdoc cref="LoadInterleaved{T}(ref T, int, int)"/>
    /// <param name="origin">The first element of lane 0.</param>
    /// <param name="count">How many elements a lane has, 2 to 4.</param>
    /// <param name="number">Which of as many vectors.</param>
    /// <param name="missing">How many elements of the last lane are not read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadInterleavedWithin<T>(ref T origin, int count, int number, int missing)
        where T : unmanaged
    {
        byte* at = (byte*)Unsafe.AsPointer(ref origin);
        int exist = (LaneMath.Count * count - missing) * sizeof(int);
        return !Avx2.IsSupported ? (number < count - missing ? LoadStrided((int*)at + number, count * sizeof(int)) : default)
            : count == 3 ? Vector256.Create(HalfOf(at, exist, 2 * number), HalfOf(at, exist, 2 * number + 1)).AsInt32()
            : Vector256.Create(HalfOf(at, exist, number), HalfOf(at, exist, number + count)).AsInt32();
    }

    /// <inheritdoc cref="LoadInterleavedWithin{T}(ref T, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<long> LoadInterleavedWithinPair<T>(ref T origin, int count, int number, int missing)
        where T : unmanaged
    {
        byte* at = (byte*)Unsafe.AsPointer(ref origin), upper = at + HalfLanes * count * sizeof(long);
        int low = count == 4 ? Even(number) : count == 3 ? 2 * number : number, high = count == 3 ? low + 1 : low + count;
        int exist = (HalfLanes * count - missing) * sizeof(long);
        return !Avx2.IsSupported ? (number < count - missing ? LoadStridedPair((long*)at + number, count * sizeof(long)) : default)
            : new(
                Vector256.Create(Vector128.Load((long*)(at + Half * low)), Vector128.Load((long*)(at + Half * high))),
                Vector256.Create(HalfOf(upper, exist, low), HalfOf(upper, exist, high)).AsInt64());
    }

    /// <summary>Stores elements between each other.</summary>
    /// <typeparam name="T">The element in memory, or the struct.</typeparam>
    /// <typeparam name="T0">The type of the first elements.</typeparam>
    /// <typeparam name="T1">The type of the second ones.</typeparam>
    /// <param name="origin">The first element of lane 0.</param>
    /// <param name="first">The first elements of all lanes.</param>
    /// <param name="second">The second ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1>(ref T origin, Vector256<T0> first, Vector256<T1> second)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged
    {
        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (Avx2.IsSupported)
        {
            Vector256<int> low = Avx2.UnpackLow(first.AsInt32(), second.AsInt32()), high = Avx2.UnpackHigh(first.AsInt32(), second.AsInt32());
            Avx2.Permute2x128(low, high, 0x20).Store(at);
            Avx2.Permute2x128(low, high, 0x31).Store(at + LaneMath.Count);
        }
        else
        {
            StoreStrided(at, 2 * sizeof(int), first.AsInt32());
            StoreStrided(at + 1, 2 * sizeof(int), second.AsInt32());
        }
    }

    /// <inheritdoc cref="StoreInterleaved{T, T0, T1}(ref T, Vector256{T0}, Vector256{T1})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1, T2>(ref T origin, Vector256<T0> first, Vector256<T1> second, Vector256<T2> third)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged where T2 : unmanaged
    {
        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (Avx2.IsSupported)
        {
            // Each lane of a vector goes to a lane of its own, in one of three vectors.
            Vector256<int> one = Avx2.PermuteVar8x32(first.AsInt32(), Vector256.Create(0, 3, 6, 1, 4, 7, 2, 5));
            Vector256<int> two = Avx2.PermuteVar8x32(second.AsInt32(), Vector256.Create(5, 0, 3, 6, 1, 4, 7, 2));
            Vector256<int> three = Avx2.PermuteVar8x32(third.AsInt32(), Vector256.Create(2, 5, 0, 3, 6, 1, 4, 7));
            LaneMath.ByThrees(one, two, three).Store(at);
            LaneMath.ByThrees(three, one, two).Store(at + LaneMath.Count);
            LaneMath.ByThrees(two, three, one).Store(at + 2 * LaneMath.Count);
        }
        else
        {
            StoreStrided(at, 3 * sizeof(int), first.AsInt32());
            StoreStrided(at + 1, 3 * sizeof(int), second.AsInt32());
            StoreStrided(at + 2, 3 * sizeof(int), third.AsInt32());
        }
    }

    /// <inheritdoc cref="StoreInterleaved{T, T0, T1, T2}(ref T, Vector256{T0}, Vector256{T1}, Vector256{T2})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1, T2, T3>(ref T origin, Vector256<T0> first, Vector256<T1> second, Vector256<T2> third, Vector256<T3> fourth)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged
    {
        int* at = (int*)Unsafe.AsPointer(ref origin);
        if (Avx2.IsSupported)
        {
            Vector256<long> low = Avx2.UnpackLow(first.AsInt32(), second.AsInt32()).AsInt64(), high = Avx2.UnpackHigh(first.AsInt32(), second.AsInt32()).AsInt64();
            Vector256<long> lower = Avx2.UnpackLow(third.AsInt32(), fourth.AsInt32()).AsInt64(), higher = Avx2.UnpackHigh(third.AsInt32(), fourth.AsInt32()).AsInt64();
            Vector256<long> one = Avx2.UnpackLow(low, lower), two = Avx2.UnpackHigh(low, lower), three = Avx2.UnpackLow(high, higher), four = Avx2.UnpackHigh(high, higher);
            Avx2.Permute2x128(one, two, 0x20).AsInt32().Store(at);
            Avx2.Permute2x128(three, four, 0x20).AsInt32().Store(at + LaneMath.Count);
            Avx2.Permute2x128(one, two, 0x31).AsInt32().Store(at + 2 * LaneMath.Count);
            Avx2.Permute2x128(three, four, 0x31).AsInt32().Store(at + 3 * LaneMath.Count);
        }
        else
        {
            StoreStrided(at, 4 * sizeof(int), first.AsInt32());
            StoreStrided(at + 1, 4 * sizeof(int), second.AsInt32());
            StoreStrided(at + 2, 4 * sizeof(int), third.AsInt32());
            StoreStrided(at + 3, 4 * sizeof(int), fourth.AsInt32());
        }
    }

    /// <inheritdoc cref="StoreInterleaved{T, T0, T1}(ref T, Vector256{T0}, Vector256{T1})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1>(ref T origin, LanePair<T0> first, LanePair<T1> second)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged
    {
        long* at = (long*)Unsafe.AsPointer(ref origin);
        StoreFour(at, first.Low.AsInt64(), second.Low.AsInt64());
        StoreFour(at + 2 * HalfLanes, first.High.AsInt64(), second.High.AsInt64());
    }

    /// <inheritdoc cref="StoreInterleaved{T, T0, T1, T2}(ref T, Vector256{T0}, Vector256{T1}, Vector256{T2})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1, T2>(ref T origin, LanePair<T0> first, LanePair<T1> second, LanePair<T2> third)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged where T2 : unmanaged
    {
        long* at = (long*)Unsafe.AsPointer(ref origin);
        StoreFour(at, first.Low.AsInt64(), second.Low.AsInt64(), third.Low.AsInt64());
        StoreFour(at + 3 * HalfLanes, first.High.AsInt64(), second.High.AsInt64(), third.High.AsInt64());
    }

    /// <inheritdoc cref="StoreInterleaved{T, T0, T1, T2, T3}(ref T, Vector256{T0}, Vector256{T1}, Vector256{T2}, Vector256{T3})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved<T, T0, T1, T2, T3>(ref T origin, LanePair<T0> first, LanePair<T1> second, LanePair<T2> third, LanePair<T3> fourth)
        where T : unmanaged where T0 : unmanaged where T1 : unmanaged where T2 : unmanaged where T3 : unmanaged
    {
        long* at = (long*)Unsafe.AsPointer(ref origin);
        StoreFour(at, first.Low.AsInt64(), second.Low.AsInt64(), third.Low.AsInt64(), fourth.Low.AsInt64());
        StoreFour(at + 4 * HalfLanes, first.High.AsInt64(), second.High.AsInt64(), third.High.AsInt64(), fourth.High.AsInt64());
    }

    // The first half of a vector when each lane has four elements of 64 bits.
    private static int Even(int number) => 2 * (number & 1) + (number >> 1);

    // Sixteen bytes, of which those behind the last one that exists are 0. They are shifted there from before, which exists in all lanes but the first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> HalfOf(byte* at, int exist, int number)
    {
        int behind = Half * (number + 1) - exist;
        return behind <= 0 ? Vector128.Load(at + Half * number)
            : behind >= Half ? default
            : behind == 4 ? Sse2.ShiftRightLogical128BitLane(Vector128.Load(at + Half * number - 4), 4)
            : behind == 8 ? Sse2.ShiftRightLogical128BitLane(Vector128.Load(at + Half * number - 8), 8)
            : Sse2.ShiftRightLogical128BitLane(Vector128.Load(at + Half * number - 12), 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(long* at, Vector256<long> first, Vector256<long> second)
    {
        if (Avx2.IsSupported)
        {
            Vector256<long> low = Avx2.UnpackLow(first, second), high = Avx2.UnpackHigh(first, second);
            Avx2.Permute2x128(low, high, 0x20).Store(at);
            Avx2.Permute2x128(low, high, 0x31).Store(at + HalfLanes);
        }
        else
        {
            Spread(at, 2, first);
            Spread(at + 1, 2, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(long* at, Vector256<long> first, Vector256<long> second, Vector256<long> third)
    {
        if (Avx2.IsSupported)
        {
            Vector256<long> one = Avx2.Permute4x64(first, 0x6C), two = Avx2.Permute4x64(second, 0xB1), three = Avx2.Permute4x64(third, 0xC6);
            LaneMath.ByThrees(one, two, three).Store(at);
            LaneMath.ByThrees(two, three, one).Store(at + HalfLanes);
            LaneMath.ByThrees(three, one, two).Store(at + 2 * HalfLanes);
        }
        else
        {
            Spread(at, 3, first);
            Spread(at + 1, 3, second);
            Spread(at + 2, 3, third);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(long* at, Vector256<long> first, Vector256<long> second, Vector256<long> third, Vector256<long> fourth)
    {
        if (Avx2.IsSupported)
        {
            Vector256<long> low = Avx2.UnpackLow(first, second), high = Avx2.UnpackHigh(first, second);
            Vector256<long> lower = Avx2.UnpackLow(third, fourth), higher = Avx2.UnpackHigh(third, fourth);
            Avx2.Permute2x128(low, lower, 0x20).Store(at);
            Avx2.Permute2x128(high, higher, 0x20).Store(at + HalfLanes);
            Avx2.Permute2x128(low, lower, 0x31).Store(at + 2 * HalfLanes);
            Avx2.Permute2x128(high, higher, 0x31).Store(at + 3 * HalfLanes);
        }
        else
        {
            Spread(at, 4, first);
            Spread(at + 1, 4, second);
            Spread(at + 2, 4, third);
            Spread(at + 3, 4, fourth);
        }
    }

    private static void Spread(long* at, int count, Vector256<long> value)
    {
        for (int lane = 0; lane < HalfLanes; lane++)
        {
            at[lane * count] = value[lane];
        }
    }
}
