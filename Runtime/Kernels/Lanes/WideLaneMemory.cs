// Safety: every method reaches exactly the elements of the lanes that its text names, as LaneMemory.cs says.
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// The loads and stores of <see cref="LaneMemory"/> for sixteen work items at once, of elements of up to 32 bits. Only neighbours are reached at once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class WideLaneMemory
{
    /// <inheritdoc cref="LaneMemory.Load{T}(ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load<T>(ref T origin) where T : unmanaged
        => Vector512.LoadUnsafe(ref origin);

    /// <inheritdoc cref="LaneMemory.Load{T}(ref T, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load<T>(ref T origin, nint offset, Vector512<int> mask) where T : unmanaged
        => Avx512F.IsSupported
            ? Avx512F.MaskLoad((float*)((byte*)Unsafe.AsPointer(ref origin) + offset), mask.AsSingle(), Vector512<float>.Zero).As<float, T>()
            : WideLaneMath.Joined(
                LaneMemory.Load(ref origin, offset, mask.GetLower()), LaneMemory.Load(ref origin, offset + LaneMath.Count * sizeof(T), mask.GetUpper()));

    /// <inheritdoc cref="LaneMemory.LoadStrided{T}(ref T, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadStrided<T>(ref T origin, nint stride) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.LoadStrided(ref origin, stride), LaneMemory.LoadStrided(ref Unsafe.AddByteOffset(ref origin, LaneMath.Count * stride), stride));

    /// <inheritdoc cref="LaneMemory.LoadStrided{T}(ref T, nint, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadStrided<T>(ref T origin, nint offset, nint stride, Vector512<int> mask) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.LoadStrided(ref origin, offset, stride, mask.GetLower()),
            LaneMemory.LoadStrided(ref origin, offset + LaneMath.Count * stride, stride, mask.GetUpper()));

    /// <inheritdoc cref="LaneMemory.Gather{T}(ref T, nint, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Gather<T>(ref T origin, nint stride, Vector512<int> indices) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.Gather(ref origin, stride, indices.GetLower()), LaneMemory.Gather(ref origin, stride, indices.GetUpper()));

    /// <inheritdoc cref="LaneMemory.Gather{T}(ref T, nint, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Gather<T>(ref T origin, nint stride, Vector512<int> indices, Vector512<int> mask) where T : unmanaged
        => WideLaneMath.Joined(
            LaneMemory.Gather(ref origin, stride, indices.GetLower(), mask.GetLower()),
            LaneMemory.Gather(ref origin, stride, indices.GetUpper(), mask.GetUpper()));

    /// <inheritdoc cref="LaneMemory.Store{T}(ref T, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(ref T origin, Vector512<T> value) where T : unmanaged
        => value.StoreUnsafe(ref origin);

    /// <inheritdoc cref="LaneMemory.Store{T}(ref T, nint, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(ref T origin, nint offset, Vector512<T> value, Vector512<int> mask)
        where T : unmanaged
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore((float*)((byte*)Unsafe.AsPointer(ref origin) + offset), mask.AsSingle(), value.AsSingle());
        }
        else
        {
            LaneMemory.Store(ref origin, offset, value.GetLower(), mask.GetLower());
            LaneMemory.Store(ref origin, offset + LaneMath.Count * sizeof(T), value.GetUpper(), mask.GetUpper());
        }
    }

    /// <inheritdoc cref="LaneMemory.StoreStrided{T}(ref T, nint, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided<T>(ref T origin, nint stride, Vector512<T> value) where T : unmanaged
    {
        LaneMemory.StoreStrided(ref origin, stride, value.GetLower());
        LaneMemory.StoreStrided(ref Unsafe.AddByteOffset(ref origin, LaneMath.Count * stride), stride, value.GetUpper());
    }

    /// <inheritdoc cref="LaneMemory.StoreStrided{T}(ref T, nint, nint, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided<T>(ref T origin, nint offset, nint stride, Vector512<T> value, Vector512<int> mask) where T : unmanaged
    {
        LaneMemory.StoreStrided(ref origin, offset, stride, value.GetLower(), mask.GetLower());
        LaneMemory.StoreStrided(ref origin, offset + LaneMath.Count * stride, stride, value.GetUpper(), mask.GetUpper());
    }

    /// <inheritdoc cref="LaneMemory.Scatter{T}(ref T, nint, Vector256{int}, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(ref T origin, nint stride, Vector512<int> indices, Vector512<T> value) where T : unmanaged
    {
        LaneMemory.Scatter(ref origin, stride, indices.GetLower(), value.GetLower());
        LaneMemory.Scatter(ref origin, stride, indices.GetUpper(), value.GetUpper());
    }

    /// <inheritdoc cref="LaneMemory.Scatter{T}(ref T, nint, Vector256{int}, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(ref T origin, nint stride, Vector512<int> indices, Vector512<T> value, Vector512<int> mask) where T : unmanaged
    {
        LaneMemory.Scatter(ref origin, stride, indices.GetLower(), value.GetLower(), mask.GetLower());
        LaneMemory.Scatter(ref origin, stride, indices.GetUpper(), value.GetUpper(), mask.GetUpper());
    }
}
