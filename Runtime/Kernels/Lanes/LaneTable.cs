// Safety: only the lanes of local vectors and the elements of live lanes are reached by address; generated code has shown that these are in bounds, and the
// launch has pinned them. Copies of a table are as long as the table.
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Atomic changes of the elements of a table of integers, of which nobody asks for the old value. Where a thread has copies of its own, it changes them as any
/// memory, and the launch joins them at its end. Neighbouring lanes change different copies: many changes of one element do not wait for each other.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LaneTable
{
    /// <summary>All lanes are live.</summary>
    public const uint All = 255;

    /// <summary>The copies that a thread has, a power of two.</summary>
    internal const int Copies = 4;

    /// <summary>Adds to an element for each live lane.</summary>
    /// <param name="origin">The element with number 0.</param>
    /// <param name="apart">The bytes between the copies of the thread; 0 when threads share the elements.</param>
    /// <param name="indices">The elements' numbers.</param>
    /// <param name="value">The values.</param>
    /// <param name="live">A bit for each live lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(ref T origin, nint apart, Vector256<int> indices, Vector256<T> value, uint live) where T : unmanaged, IBinaryInteger<T>
        => Change<T, Addition<T>>(ref origin, apart, (int*)&indices, (T*)&value, live);

    /// <inheritdoc cref="Add{T}(ref T, nint, Vector256{int}, Vector256{T}, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(ref T origin, nint apart, Vector256<int> indices, LanePair<T> value, uint live) where T : unmanaged, IBinaryInteger<T>
        => Change<T, Addition<T>>(ref origin, apart, (int*)&indices, (T*)&value, live);

    /// <summary>Keeps, for each live lane, the bits of an element that a value also has.</summary>
    /// <inheritdoc cref="Add{T}(ref T, nint, Vector256{int}, Vector256{T}, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void And<T>(ref T origin, nint apart, Vector256<int> indices, Vector256<T> value, uint live) where T : unmanaged, IBinaryInteger<T>
        => Change<T, Intersection<T>>(ref origin, apart, (int*)&indices, (T*)&value, live);

    /// <inheritdoc cref="And{T}(ref T, nint, Vector256{int}, Vector256{T}, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void And<T>(ref T origin, nint apart, Vector256<int> indices, LanePair<T> value, uint live) where T : unmanaged, IBinaryInteger<T>
        => Change<T, Intersection<T>>(ref origin, apart, (int*)&indices, (T*)&value, live);

    /// <summary>Adds the bits of a value to an element for each live lane.</summary>
    /// <inheritdoc cref="Add{T}(ref T, nint, Vector256{int}, Vector256{T}, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Or<T>(ref T origin, nint apart, Vector256<int> indices, Vector256<T> value, uint live) where T : unmanaged, IBinaryInteger<T>
        => Change<T, Union<T>>(ref origin, apart, (int*)&indices, (T*)&value, live);

    /// <inheritdoc cref="Or{T}(ref T, nint, Vector256{int}, Vector256{T}, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Or<T>(ref T origin, nint apart, Vector256<int> indices, LanePair<T> value, uint live) where T : unmanaged, IBinaryInteger<T>
        => Change<T, Union<T>>(ref origin, apart, (int*)&indices, (T*)&value, live);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Change<T, TChange>(ref T origin, nint apart, int* indices, T* values, uint live)
        where T : unmanaged, IBinaryInteger<T>
        where TChange : ITableChange<T>
    {
        if (apart == 0 || live != All)
        {
            Some<T, TChange>(ref origin, apart, indices, values, live);
            return;
        }

        One<T, TChange>(ref origin, indices[0], values[0]);
        One<T, TChange>(ref Unsafe.AddByteOffset(ref origin, apart), indices[1], values[1]);
        One<T, TChange>(ref Unsafe.AddByteOffset(ref origin, 2 * apart), indices[2], values[2]);
        One<T, TChange>(ref Unsafe.AddByteOffset(ref origin, 3 * apart), indices[3], values[3]);
        One<T, TChange>(ref origin, indices[4], values[4]);
        One<T, TChange>(ref Unsafe.AddByteOffset(ref origin, apart), indices[5], values[5]);
        One<T, TChange>(ref Unsafe.AddByteOffset(ref origin, 2 * apart), indices[6], values[6]);
        One<T, TChange>(ref Unsafe.AddByteOffset(ref origin, 3 * apart), indices[7], values[7]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One<T, TChange>(ref T origin, int index, T value)
        where T : unmanaged, IBinaryInteger<T>
        where TChange : ITableChange<T>
    {
        ref T element = ref Unsafe.Add(ref origin, (nint)index);
        element = TChange.Of(element, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Some<T, TChange>(ref T origin, nint apart, int* indices, T* values, uint live)
        where T : unmanaged, IBinaryInteger<T>
        where TChange : ITableChange<T>
    {
        for (; live != 0; live &= live - 1)
        {
            int lane = BitOperations.TrailingZeroCount(live);
            if (apart == 0)
            {
                TChange.Atomically(ref Unsafe.Add(ref origin, (nint)indices[lane]), values[lane]);
            }
            else
            {
                One<T, TChange>(ref Unsafe.AddByteOffset(ref origin, lane % Copies * apart), indices[lane], values[lane]);
            }
        }
    }
}
