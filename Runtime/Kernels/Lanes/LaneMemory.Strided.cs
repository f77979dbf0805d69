// Safety: as LaneMemory.cs says.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>
/// Elements at a stride, such as fields of structs: scalar loads and stores, since they are faster than the processor's gather where that was measured
/// (docs/measurements.md).
/// </content>
public static unsafe partial class LaneMemory
{
    /// <summary>Loads elements at a stride.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="stride">Bytes from an element to that of the next lane; any number.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadStrided<T>(T* origin, nint stride)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        return Vector256.Create(
            *(uint*)at, *(uint*)(at + stride), *(uint*)(at + 2 * stride), *(uint*)(at + 3 * stride),
            *(uint*)(at + 4 * stride), *(uint*)(at + 5 * stride), *(uint*)(at + 6 * stride), *(uint*)(at + 7 * stride)).As<uint, T>();
    }

    /// <inheritdoc cref="LoadStrided{T}(T*, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> LoadStridedPair<T>(T* origin, nint stride)
        where T : unmanaged
    {
        byte* at = (byte*)origin, upper = at + 4 * stride;
        return new(
            Vector256.Create(*(ulong*)at, *(ulong*)(at + stride), *(ulong*)(at + 2 * stride), *(ulong*)(at + 3 * stride)).As<ulong, T>(),
            Vector256.Create(*(ulong*)upper, *(ulong*)(upper + stride), *(ulong*)(upper + 2 * stride), *(ulong*)(upper + 3 * stride)).As<ulong, T>());
    }

    /// <inheritdoc cref="LoadStrided{T}(T*, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadStridedNarrow<T>(T* origin, nint stride)
        where T : unmanaged
    {
        byte* at = (byte*)origin;

        // One of four bytes, as in pixels: two loads that begin at the first lane's byte and end at the last one's.
        if (typeof(T) == typeof(byte) && stride == sizeof(int))
        {
            return Vector256.Create(Vector128.Load((int*)at) & Vector128.Create(0xFF), (Vector128.Load((uint*)(at + 13)) >>> 24).AsInt32());
        }

        return Vector256.Create(
            Read<T>(at), Read<T>(at + stride), Read<T>(at + 2 * stride), Read<T>(at + 3 * stride),
            Read<T>(at + 4 * stride), Read<T>(at + 5 * stride), Read<T>(at + 6 * stride), Read<T>(at + 7 * stride));
    }

    /// <summary>Loads elements at a stride.</summary>
    /// <inheritdoc cref="LoadStrided{T}(T*, nint)"/>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="stride">Bytes from an element to that of the next lane; any number.</param>
    /// <param name="mask">The lanes that are loaded.</param>
    public static Vector256<T> LoadStrided<T>(T* origin, nint stride, Vector256<int> mask)
        where T : unmanaged
        => Gather(origin, stride, LaneMath.Index(0), mask);

    /// <inheritdoc cref="LoadStrided{T}(T*, nint, Vector256{int})"/>
    public static LanePair<T> LoadStridedPair<T>(T* origin, nint stride, Vector256<int> mask)
        where T : unmanaged
        => GatherPair(origin, stride, LaneMath.Index(0), mask);

    /// <inheritdoc cref="LoadStrided{T}(T*, nint, Vector256{int})"/>
    public static Vector256<int> LoadStridedNarrow<T>(T* origin, nint stride, Vector256<int> mask)
        where T : unmanaged
        => GatherNarrow(origin, stride, LaneMath.Index(0), mask);

    /// <summary>Stores elements at a stride.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="stride">Bytes from an element to that of the next lane; any number.</param>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided<T>(T* origin, nint stride, Vector256<T> value)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        for (int lane = 0; lane < LaneMath.Count; lane++)
        {
            *(T*)(at + lane * stride) = value[lane];
        }
    }

    /// <inheritdoc cref="StoreStrided{T}(T*, nint, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStridedPair<T>(T* origin, nint stride, LanePair<T> value)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        for (int lane = 0; lane < 4; lane++)
        {
            *(T*)(at + lane * stride) = value.Low[lane];
        }

        for (int lane = 0; lane < 4; lane++)
        {
            *(T*)(at + (lane + 4) * stride) = value.High[lane];
        }
    }

    /// <inheritdoc cref="StoreStrided{T}(T*, nint, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStridedNarrow<T>(T* origin, nint stride, Vector256<int> value)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        for (int lane = 0; lane < LaneMath.Count; lane++)
        {
            Write<T>(at + lane * stride, value[lane]);
        }
    }

    /// <summary>Stores elements at a stride.</summary>
    /// <inheritdoc cref="StoreStrided{T}(T*, nint, Vector256{T})"/>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="stride">Bytes from an element to that of the next lane; any number.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="mask">The lanes that are stored.</param>
    public static void StoreStrided<T>(T* origin, nint stride, Vector256<T> value, Vector256<int> mask)
        where T : unmanaged
        => Scatter(origin, stride, LaneMath.Index(0), value, mask);

    /// <inheritdoc cref="StoreStrided{T}(T*, nint, Vector256{T}, Vector256{int})"/>
    public static void StoreStridedPair<T>(T* origin, nint stride, LanePair<T> value, Vector256<int> mask)
        where T : unmanaged
        => ScatterPair(origin, stride, LaneMath.Index(0), value, mask);

    /// <inheritdoc cref="StoreStrided{T}(T*, nint, Vector256{T}, Vector256{int})"/>
    public static void StoreStridedNarrow<T>(T* origin, nint stride, Vector256<int> value, Vector256<int> mask)
        where T : unmanaged
        => ScatterNarrow(origin, stride, LaneMath.Index(0), value, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Read<T>(byte* at)
        where T : unmanaged
        => typeof(T) == typeof(bool) ? (*at != 0 ? -1 : 0)
            : typeof(T) == typeof(byte) ? *at
            : typeof(T) == typeof(sbyte) ? *(sbyte*)at
            : typeof(T) == typeof(short) ? *(short*)at
            : *(ushort*)at;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<T>(byte* at, int value)
        where T : unmanaged
    {
        if (sizeof(T) == 1)
        {
            *at = (byte)(typeof(T) == typeof(bool) ? value & 1 : value);
        }
        else
        {
            *(short*)at = (short)value;
        }
    }
}
