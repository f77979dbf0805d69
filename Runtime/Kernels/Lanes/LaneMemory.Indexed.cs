// Safety: as LaneMemory.cs says.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <content>Elements at an index of each lane, which is within its span.</content>
public static unsafe partial class LaneMemory
{
    /// <summary>Loads the elements at indices.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="stride">Bytes from an element to the next; the size of the element, or of the struct that it is a field of.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <returns>The lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Gather<T>(T* origin, nint stride, Vector256<int> indices)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        return Vector256.Create(
            *(uint*)(at + indices[0] * stride), *(uint*)(at + indices[1] * stride), *(uint*)(at + indices[2] * stride), *(uint*)(at + indices[3] * stride),
            *(uint*)(at + indices[4] * stride), *(uint*)(at + indices[5] * stride), *(uint*)(at + indices[6] * stride), *(uint*)(at + indices[7] * stride))
            .As<uint, T>();
    }

    /// <inheritdoc cref="Gather{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> GatherPair<T>(T* origin, nint stride, Vector256<int> indices)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        Vector256<ulong> low = Vector256.Create(
            *(ulong*)(at + indices[0] * stride), *(ulong*)(at + indices[1] * stride), *(ulong*)(at + indices[2] * stride), *(ulong*)(at + indices[3] * stride));
        Vector256<ulong> high = Vector256.Create(
            *(ulong*)(at + indices[4] * stride), *(ulong*)(at + indices[5] * stride), *(ulong*)(at + indices[6] * stride), *(ulong*)(at + indices[7] * stride));
        return new(low.As<ulong, T>(), high.As<ulong, T>());
    }

    /// <inheritdoc cref="Gather{T}(T*, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> GatherNarrow<T>(T* origin, nint stride, Vector256<int> indices)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        return Vector256.Create(
            Read<T>(at + indices[0] * stride), Read<T>(at + indices[1] * stride), Read<T>(at + indices[2] * stride), Read<T>(at + indices[3] * stride),
            Read<T>(at + indices[4] * stride), Read<T>(at + indices[5] * stride), Read<T>(at + indices[6] * stride), Read<T>(at + indices[7] * stride));
    }

    /// <summary>Loads the elements at indices.</summary>
    /// <inheritdoc cref="Gather{T}(T*, nint, Vector256{int})"/>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="stride">Bytes from an element to the next; the size of the element, or of the struct that it is a field of.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <param name="mask">The lanes that are loaded; the indices of others may be anything.</param>
    public static Vector256<T> Gather<T>(T* origin, nint stride, Vector256<int> indices, Vector256<int> mask)
        where T : unmanaged
    {
        Vector256<T> lanes = default;
        Collect((T*)&lanes, (byte*)origin, stride, indices, LaneMath.Bits(mask));
        return lanes;
    }

    /// <inheritdoc cref="Gather{T}(T*, nint, Vector256{int}, Vector256{int})"/>
    public static LanePair<T> GatherPair<T>(T* origin, nint stride, Vector256<int> indices, Vector256<int> mask)
        where T : unmanaged
    {
        LanePair<T> lanes = default;
        Collect((T*)&lanes, (byte*)origin, stride, indices, LaneMath.Bits(mask));
        return lanes;
    }

    /// <inheritdoc cref="Gather{T}(T*, nint, Vector256{int}, Vector256{int})"/>
    public static Vector256<int> GatherNarrow<T>(T* origin, nint stride, Vector256<int> indices, Vector256<int> mask)
        where T : unmanaged
    {
        Vector128<byte> lanes = default;
        Collect((T*)&lanes, (byte*)origin, stride, indices, LaneMath.Bits(mask));
        return LoadNarrow((T*)&lanes);
    }

    /// <summary>Stores elements at indices; of two lanes with the same index the later one stays.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="stride">Bytes from an element to the next; the size of the element, or of the struct that it is a field of.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(T* origin, nint stride, Vector256<int> indices, Vector256<T> value)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        for (int lane = 0; lane < LaneMath.Count; lane++)
        {
            *(T*)(at + indices[lane] * stride) = value[lane];
        }
    }

    /// <inheritdoc cref="Scatter{T}(T*, nint, Vector256{int}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterPair<T>(T* origin, nint stride, Vector256<int> indices, LanePair<T> value)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        for (int lane = 0; lane < 4; lane++)
        {
            *(T*)(at + indices[lane] * stride) = value.Low[lane];
        }

        for (int lane = 0; lane < 4; lane++)
        {
            *(T*)(at + indices[lane + 4] * stride) = value.High[lane];
        }
    }

    /// <inheritdoc cref="Scatter{T}(T*, nint, Vector256{int}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterNarrow<T>(T* origin, nint stride, Vector256<int> indices, Vector256<int> value)
        where T : unmanaged
    {
        byte* at = (byte*)origin;
        for (int lane = 0; lane < LaneMath.Count; lane++)
        {
            Write<T>(at + indices[lane] * stride, value[lane]);
        }
    }

    /// <summary>Stores elements at indices; of two lanes with the same index the later one stays.</summary>
    /// <inheritdoc cref="Scatter{T}(T*, nint, Vector256{int}, Vector256{T})"/>
    /// <param name="origin">The element of index 0.</param>
    /// <param name="stride">Bytes from an element to the next; the size of the element, or of the struct that it is a field of.</param>
    /// <param name="indices">The index of each lane.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="mask">The lanes that are stored; the indices of others may be anything.</param>
    public static void Scatter<T>(T* origin, nint stride, Vector256<int> indices, Vector256<T> value, Vector256<int> mask)
        where T : unmanaged
        => Distribute((T*)&value, (byte*)origin, stride, indices, LaneMath.Bits(mask));

    /// <inheritdoc cref="Scatter{T}(T*, nint, Vector256{int}, Vector256{T}, Vector256{int})"/>
    public static void ScatterPair<T>(T* origin, nint stride, Vector256<int> indices, LanePair<T> value, Vector256<int> mask)
        where T : unmanaged
        => Distribute((T*)&value, (byte*)origin, stride, indices, LaneMath.Bits(mask));

    /// <inheritdoc cref="Scatter{T}(T*, nint, Vector256{int}, Vector256{T}, Vector256{int})"/>
    public static void ScatterNarrow<T>(T* origin, nint stride, Vector256<int> indices, Vector256<int> value, Vector256<int> mask)
        where T : unmanaged
    {
        Vector128<byte> lanes = default;
        StoreNarrow((T*)&lanes, value);
        Distribute((T*)&lanes, (byte*)origin, stride, indices, LaneMath.Bits(mask));
    }

    private static void Collect<T>(T* lanes, byte* origin, nint stride, Vector256<int> indices, uint bits)
        where T : unmanaged
    {
        for (; bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            lanes[lane] = *(T*)(origin + ((int*)&indices)[lane] * stride);
        }
    }

    private static void Distribute<T>(T* lanes, byte* origin, nint stride, Vector256<int> indices, uint bits)
        where T : unmanaged
    {
        for (; bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            *(T*)(origin + ((int*)&indices)[lane] * stride) = lanes[lane];
        }
    }
}
