// Safety: the launch has pinned all memory that generated code names, so that the address of an element stays what it is.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>The same accesses at references, since generated code has no pointers. With a mask, the element of lane 0 lies some bytes behind the reference:
/// that lane may rest, and a reference to an element that is not there must not be made.</content>
public static unsafe partial class LaneMemory
{
    /// <summary>Loads elements that follow each other.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element of lane 0.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(ref T origin) where T : unmanaged
        => Vector256.LoadUnsafe(ref origin);

    /// <inheritdoc cref="Load{T}(T*, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(ref T origin, nint offset, Vector256<int> mask) where T : unmanaged
        => Load((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), mask);

    /// <inheritdoc cref="Load{T}(ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> LoadPair<T>(ref T origin) where T : unmanaged
        => new(Vector256.LoadUnsafe(ref origin), Vector256.LoadUnsafe(ref origin, 4));

    /// <inheritdoc cref="LoadPair{T}(T*, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> LoadPair<T>(ref T origin, nint offset, Vector256<int> mask) where T : unmanaged
        => LoadPair((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), mask);

    /// <inheritdoc cref="LoadNarrow{T}(T*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadNarrow<T>(ref T origin) where T : unmanaged
        => LoadNarrow((T*)Unsafe.AsPointer(ref origin));

    /// <inheritdoc cref="LoadNarrow{T}(T*, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadNarrow<T>(ref T origin, nint offset, Vector256<int> mask) where T : unmanaged
        => LoadNarrow((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), mask);

    /// <summary>Loads elements that follow each other as numbers of 16 bits.</summary>
    /// <typeparam name="T">The element: <see cref="sbyte"/>, <see cref="byte"/> or <see cref="short"/>.</typeparam>
    /// <param name="origin">The element of lane 0.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> LoadShorts<T>(ref T origin)
        where T : unmanaged
    {
        void* at = Unsafe.AsPointer(ref origin);
        return typeof(T) == typeof(short) ? Vector128.Load((short*)at)
            : typeof(T) == typeof(sbyte) ? Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)at).AsSByte())
            : Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)at).AsByte()).AsInt16();
    }

    /// <summary>Loads elements that follow each other as numbers of 16 bits, as many as a vector holds.</summary>
    /// <typeparam name="T">The element: <see cref="sbyte"/>, <see cref="byte"/> or <see cref="short"/>.</typeparam>
    /// <param name="origin">The first element.</param>
    /// <returns>The numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> LoadWholeShorts<T>(ref T origin)
        where T : unmanaged
    {
        void* at = Unsafe.AsPointer(ref origin);
        return typeof(T) == typeof(short) ? Vector256.Load((short*)at)
            : !Avx2.IsSupported ? Vector256.Create(LoadShorts(ref origin), LoadShorts(ref Unsafe.Add(ref origin, LaneMath.Count)))
            : typeof(T) == typeof(sbyte) ? Avx2.ConvertToVector256Int16((sbyte*)at)
            : Avx2.ConvertToVector256Int16((byte*)at);
    }

    /// <inheritdoc cref="LoadStrided{T}(T*, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadStrided<T>(ref T origin, nint stride) where T : unmanaged
        => LoadStrided((T*)Unsafe.AsPointer(ref origin), stride);

    /// <inheritdoc cref="LoadStrided{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadStrided<T>(ref T origin, nint offset, nint stride, Vector256<int> mask) where T : unmanaged
        => LoadStrided((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), stride, mask);

    /// <inheritdoc cref="LoadStridedPair{T}(T*, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> LoadStridedPair<T>(ref T origin, nint stride) where T : unmanaged
        => LoadStridedPair((T*)Unsafe.AsPointer(ref origin), stride);

    /// <inheritdoc cref="LoadStridedPair{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> LoadStridedPair<T>(ref T origin, nint offset, nint stride, Vector256<int> mask) where T : unmanaged
        => LoadStridedPair((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), stride, mask);

    /// <inheritdoc cref="LoadStridedNarrow{T}(T*, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadStridedNarrow<T>(ref T origin, nint stride) where T : unmanaged
        => LoadStridedNarrow((T*)Unsafe.AsPointer(ref origin), stride);

    /// <summary>Loads elements at a stride, behind which there is another one at the same stride.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="stride">Bytes from an element to that of the next lane; any number.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadStridedNarrowWithin<T>(ref T origin, nint stride) where T : unmanaged
        => typeof(T) == typeof(byte) && stride == sizeof(int)
            ? Vector256.Load((int*)Unsafe.AsPointer(ref origin)) & Vector256.Create(0xFF)
            : LoadStridedNarrow((T*)Unsafe.AsPointer(ref origin), stride);

    /// <summary>Loads elements at a stride, before which there is another one at the same stride.</summary>
    /// <inheritdoc cref="LoadStridedNarrowWithin"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadStridedNarrowBehind<T>(ref T origin, nint stride) where T : unmanaged
        => typeof(T) == typeof(byte) && stride == sizeof(int)
            ? (Vector256.Load((uint*)((byte*)Unsafe.AsPointer(ref origin) - 3)) >>> 24).AsInt32()
            : LoadStridedNarrow((T*)Unsafe.AsPointer(ref origin), stride);

    /// <inheritdoc cref="LoadStridedNarrow{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadStridedNarrow<T>(ref T origin, nint offset, nint stride, Vector256<int> mask) where T : unmanaged
        => LoadStridedNarrow((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), stride, mask);

    /// <inheritdoc cref="Gather{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Gather<T>(ref T origin, nint stride, Vector256<int> indices) where T : unmanaged
        => Gather((T*)Unsafe.AsPointer(ref origin), stride, indices);

    /// <inheritdoc cref="Gather{T}(T*, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Gather<T>(ref T origin, nint stride, Vector256<int> indices, Vector256<int> mask) where T : unmanaged
        => Gather((T*)Unsafe.AsPointer(ref origin), stride, indices, mask);

    /// <inheritdoc cref="GatherPair{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> GatherPair<T>(ref T origin, nint stride, Vector256<int> indices) where T : unmanaged
        => GatherPair((T*)Unsafe.AsPointer(ref origin), stride, indices);

    /// <inheritdoc cref="GatherPair{T}(T*, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> GatherPair<T>(ref T origin, nint stride, Vector256<int> indices, Vector256<int> mask) where T : unmanaged
        => GatherPair((T*)Unsafe.AsPointer(ref origin), stride, indices, mask);

    /// <inheritdoc cref="GatherNarrow{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> GatherNarrow<T>(ref T origin, nint stride, Vector256<int> indices) where T : unmanaged
        => GatherNarrow((T*)Unsafe.AsPointer(ref origin), stride, indices);

    /// <inheritdoc cref="GatherNarrow{T}(T*, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> GatherNarrow<T>(ref T origin, nint stride, Vector256<int> indices, Vector256<int> mask) where T : unmanaged
        => GatherNarrow((T*)Unsafe.AsPointer(ref origin), stride, indices, mask);

    /// <summary>Stores elements that follow each other.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(ref T origin, Vector256<T> value) where T : unmanaged
        => value.StoreUnsafe(ref origin);

    /// <inheritdoc cref="Store{T}(T*, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(ref T origin, nint offset, Vector256<T> value, Vector256<int> mask) where T : unmanaged
        => Store((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), value, mask);

    /// <inheritdoc cref="Store{T}(ref T, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair<T>(ref T origin, LanePair<T> value) where T : unmanaged
    {
        value.Low.StoreUnsafe(ref origin);
        value.High.StoreUnsafe(ref origin, 4);
    }

    /// <inheritdoc cref="StorePair{T}(T*, LanePair{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair<T>(ref T origin, nint offset, LanePair<T> value, Vector256<int> mask) where T : unmanaged
        => StorePair((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), value, mask);

    /// <inheritdoc cref="StoreNarrow{T}(T*, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrow<T>(ref T origin, Vector256<int> value) where T : unmanaged
        => StoreNarrow((T*)Unsafe.AsPointer(ref origin), value);

    /// <inheritdoc cref="StoreNarrow{T}(T*, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrow<T>(ref T origin, nint offset, Vector256<int> value, Vector256<int> mask) where T : unmanaged
        => StoreNarrow((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), value, mask);

    /// <inheritdoc cref="StoreStrided{T}(T*, nint, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided<T>(ref T origin, nint stride, Vector256<T> value) where T : unmanaged
        => StoreStrided((T*)Unsafe.AsPointer(ref origin), stride, value);

    /// <inheritdoc cref="StoreStrided{T}(T*, nint, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided<T>(ref T origin, nint offset, nint stride, Vector256<T> value, Vector256<int> mask) where T : unmanaged
        => StoreStrided((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), stride, value, mask);

    /// <inheritdoc cref="StoreStridedPair{T}(T*, nint, LanePair{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStridedPair<T>(ref T origin, nint stride, LanePair<T> value) where T : unmanaged
        => StoreStridedPair((T*)Unsafe.AsPointer(ref origin), stride, value);

    /// <inheritdoc cref="StoreStridedPair{T}(T*, nint, LanePair{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStridedPair<T>(ref T origin, nint offset, nint stride, LanePair<T> value, Vector256<int> mask) where T : unmanaged
        => StoreStridedPair((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), stride, value, mask);

    /// <inheritdoc cref="StoreStridedNarrow{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStridedNarrow<T>(ref T origin, nint stride, Vector256<int> value) where T : unmanaged
        => StoreStridedNarrow((T*)Unsafe.AsPointer(ref origin), stride, value);

    /// <inheritdoc cref="StoreStridedNarrow{T}(T*, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStridedNarrow<T>(ref T origin, nint offset, nint stride, Vector256<int> value, Vector256<int> mask) where T : unmanaged
        => StoreStridedNarrow((T*)((byte*)Unsafe.AsPointer(ref origin) + offset), stride, value, mask);

    /// <inheritdoc cref="Scatter{T}(T*, nint, Vector256{int}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(ref T origin, nint stride, Vector256<int> indices, Vector256<T> value) where T : unmanaged
        => Scatter((T*)Unsafe.AsPointer(ref origin), stride, indices, value);

    /// <inheritdoc cref="Scatter{T}(T*, nint, Vector256{int}, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(ref T origin, nint stride, Vector256<int> indices, Vector256<T> value, Vector256<int> mask) where T : unmanaged
        => Scatter((T*)Unsafe.AsPointer(ref origin), stride, indices, value, mask);

    /// <inheritdoc cref="ScatterPair{T}(T*, nint, Vector256{int}, LanePair{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterPair<T>(ref T origin, nint stride, Vector256<int> indices, LanePair<T> value) where T : unmanaged
        => ScatterPair((T*)Unsafe.AsPointer(ref origin), stride, indices, value);

    /// <inheritdoc cref="ScatterPair{T}(T*, nint, Vector256{int}, LanePair{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterPair<T>(ref T origin, nint stride, Vector256<int> indices, LanePair<T> value, Vector256<int> mask) where T : unmanaged
        => ScatterPair((T*)Unsafe.AsPointer(ref origin), stride, indices, value, mask);

    /// <inheritdoc cref="ScatterNarrow{T}(T*, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterNarrow<T>(ref T origin, nint stride, Vector256<int> indices, Vector256<int> value) where T : unmanaged
        => ScatterNarrow((T*)Unsafe.AsPointer(ref origin), stride, indices, value);

    /// <inheritdoc cref="ScatterNarrow{T}(T*, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterNarrow<T>(ref T origin, nint stride, Vector256<int> indices, Vector256<int> value, Vector256<int> mask) where T : unmanaged
        => ScatterNarrow((T*)Unsafe.AsPointer(ref origin), stride, indices, value, mask);
}
