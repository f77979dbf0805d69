// Safety: every method reaches exactly the elements of the lanes that its text names, as LaneMemory.cs says.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <content>Elements of 8 or 16 bits, which are lanes of <see cref="int"/>. Neighbours take one instruction, others are reached in two halves.</content>
public static unsafe partial class WideLaneMemory
{
    /// <inheritdoc cref="LaneMemory.LoadNarrow{T}(ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadNarrow<T>(ref T origin)
        where T : unmanaged
    {
        void* at = Unsafe.AsPointer(ref origin);
        if (typeof(T) == typeof(bool))
        {
            return ~Vector512.Equals(LoadNarrow(ref *(byte*)at), Vector512<int>.Zero);
        }

        if (!Avx512F.IsSupported)
        {
            return WideLaneMath.Joined(LaneMemory.LoadNarrow(ref origin), LaneMemory.LoadNarrow(ref Unsafe.Add(ref origin, LaneMath.Count)));
        }

        return typeof(T) == typeof(byte) ? Avx512F.ConvertToVector512Int32(Vector128.Load((byte*)at))
            : typeof(T) == typeof(sbyte) ? Avx512F.ConvertToVector512Int32(Vector128.Load((sbyte*)at))
            : typeof(T) == typeof(short) ? Avx512F.ConvertToVector512Int32(Vector256.Load((short*)at))
            : Avx512F.ConvertToVector512Int32(Vector256.Load((ushort*)at));
    }

    /// <inheritdoc cref="LaneMemory.LoadShorts{T}(ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> LoadShorts<T>(ref T origin)
        where T : unmanaged
        => LaneMemory.LoadWholeShorts(ref origin);

    /// <inheritdoc cref="LaneMemory.LoadWholeShorts{T}(ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> LoadWholeShorts<T>(ref T origin)
        where T : unmanaged
    {
        void* at = Unsafe.AsPointer(ref origin);
        return typeof(T) == typeof(short) ? Vector512.Load((short*)at)
            : !Avx512BW.IsSupported ? WideLaneMath.Joined(LoadShorts(ref origin), LoadShorts(ref Unsafe.Add(ref origin, 2 * LaneMath.Count)))
            : typeof(T) == typeof(sbyte) ? Avx512BW.ConvertToVector512Int16(Vector256.Load((sbyte*)at))
            : Avx512BW.ConvertToVector512Int16(Vector256.Load((byte*)at));
    }

    /// <inheritdoc cref="LaneMemory.LoadNarrow{T}(ref T, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadNarrow<T>(ref T origin, nint offset, Vector512<int> mask) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.LoadNarrow(ref origin, offset, mask.GetLower()), LaneMemory.LoadNarrow(ref origin, offset + LaneMath.Count * sizeof(T), mask.GetUpper()));

    /// <inheritdoc cref="LaneMemory.LoadStridedNarrow{T}(ref T, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadStridedNarrow<T>(ref T origin, nint stride) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.LoadStridedNarrowWithin(ref origin, stride),
            LaneMemory.LoadStridedNarrowBehind(ref Unsafe.AddByteOffset(ref origin, LaneMath.Count * stride), stride));

    /// <inheritdoc cref="LaneMemory.LoadStridedNarrowWithin{T}(ref T, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadStridedNarrowWithin<T>(ref T origin, nint stride) where T : unmanaged
        => typeof(T) == typeof(byte) && stride == sizeof(int)
            ? Vector512.Load((int*)Unsafe.AsPointer(ref origin)) & Vector512.Create(0xFF)
            : WideLaneMath.Joined(
                LaneMemory.LoadStridedNarrowWithin(ref origin, stride),
                LaneMemory.LoadStridedNarrowWithin(ref Unsafe.AddByteOffset(ref origin, LaneMath.Count * stride), stride));

    /// <inheritdoc cref="LaneMemory.LoadStridedNarrowBehind{T}(ref T, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadStridedNarrowBehind<T>(ref T origin, nint stride) where T : unmanaged
        => typeof(T) == typeof(byte) && stride == sizeof(int)
            ? (Vector512.Load((uint*)((byte*)Unsafe.AsPointer(ref origin) - 3)) >>> 24).AsInt32()
            : WideLaneMath.Joined(
                LaneMemory.LoadStridedNarrowBehind(ref origin, stride),
                LaneMemory.LoadStridedNarrowBehind(ref Unsafe.AddByteOffset(ref origin, LaneMath.Count * stride), stride));

    /// <inheritdoc cref="LaneMemory.LoadStridedNarrow{T}(ref T, nint, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadStridedNarrow<T>(ref T origin, nint offset, nint stride, Vector512<int> mask) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.LoadStridedNarrow(ref origin, offset, stride, mask.GetLower()),
            LaneMemory.LoadStridedNarrow(ref origin, offset + LaneMath.Count * stride, stride, mask.GetUpper()));

    /// <inheritdoc cref="LaneMemory.GatherNarrow{T}(ref T, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> GatherNarrow<T>(ref T origin, nint stride, Vector512<int> indices) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.GatherNarrow(ref origin, stride, indices.GetLower()), LaneMemory.GatherNarrow(ref origin, stride, indices.GetUpper()));

    /// <inheritdoc cref="LaneMemory.GatherNarrow{T}(ref T, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> GatherNarrow<T>(ref T origin, nint stride, Vector512<int> indices, Vector512<int> mask) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.GatherNarrow(ref origin, stride, indices.GetLower(), mask.GetLower()),
            LaneMemory.GatherNarrow(ref origin, stride, indices.GetUpper(), mask.GetUpper()));

    /// <inheritdoc cref="LaneMemory.StoreNarrow{T}(ref T, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrow<T>(ref T origin, Vector512<int> value)
        where T : unmanaged
    {
        value = typeof(T) == typeof(bool) ? value & Vector512<int>.One : value;
        void* at = Unsafe.AsPointer(ref origin);
        if (!Avx512F.IsSupported)
        {
            LaneMemory.StoreNarrow(ref origin, value.GetLower());
            LaneMemory.StoreNarrow(ref Unsafe.Add(ref origin, LaneMath.Count), value.GetUpper());
        }
        else if (sizeof(T) == 1)
        {
            Avx512F.ConvertToVector128Byte(value).Store((byte*)at);
        }
        else
        {
            Avx512F.ConvertToVector256Int16(value).Store((short*)at);
        }
    }

    /// <inheritdoc cref="LaneMemory.StoreNarrow{T}(ref T, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrow<T>(ref T origin, nint offset, Vector512<int> value, Vector512<int> mask) where T : unmanaged
    {
        LaneMemory.StoreNarrow(ref origin, offset, value.GetLower(), mask.GetLower());
        LaneMemory.StoreNarrow(ref origin, offset + LaneMath.Count * sizeof(T), value.GetUpper(), mask.GetUpper());
    }

    /// <inheritdoc cref="LaneMemory.StoreStridedNarrow{T}(ref T, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStridedNarrow<T>(ref T origin, nint stride, Vector512<int> value) where T : unmanaged
    {
        LaneMemory.StoreStridedNarrow(ref origin, stride, value.GetLower());
        LaneMemory.StoreStridedNarrow(ref Unsafe.AddByteOffset(ref origin, LaneMath.Count * stride), stride, value.GetUpper());
    }

    /// <inheritdoc cref="LaneMemory.StoreStridedNarrow{T}(ref T, nint, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStridedNarrow<T>(ref T origin, nint offset, nint stride, Vector512<int> value, Vector512<int> mask) where T : unmanaged
    {
        LaneMemory.StoreStridedNarrow(ref origin, offset, stride, value.GetLower(), mask.GetLower());
        LaneMemory.StoreStridedNarrow(ref origin, offset + LaneMath.Count * stride, stride, value.GetUpper(), mask.GetUpper());
    }

    /// <inheritdoc cref="LaneMemory.ScatterNarrow{T}(ref T, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterNarrow<T>(ref T origin, nint stride, Vector512<int> indices, Vector512<int> value) where T : unmanaged
    {
        LaneMemory.ScatterNarrow(ref origin, stride, indices.GetLower(), value.GetLower());
        LaneMemory.ScatterNarrow(ref origin, stride, indices.GetUpper(), value.GetUpper());
    }

    /// <inheritdoc cref="LaneMemory.ScatterNarrow{T}(ref T, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterNarrow<T>(ref T origin, nint stride, Vector512<int> indices, Vector512<int> value, Vector512<int> mask) where T : unmanaged
    {
        LaneMemory.ScatterNarrow(ref origin, stride, indices.GetLower(), value.GetLower(), mask.GetLower());
        LaneMemory.ScatterNarrow(ref origin, stride, indices.GetUpper(), value.GetUpper(), mask.GetUpper());
    }
}
