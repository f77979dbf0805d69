// Safety: every method reaches exactly the elements of the lanes that its text names; the caller has proven that they are there, and keeps them there.
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>Loads and stores of eight lanes. The elements follow each other here; other files have those at a stride, at indices, and rows.</summary>
/// <remarks>
/// Each access has three forms by its element: of 32 bits; <c>Pair</c>, of 64 bits; <c>Narrow</c>, of 8 or 16 bits, which are lanes of <see cref="int"/>, or
/// a mask for <see cref="bool"/>. With a mask, lanes that are not set touch no memory and load zero. Of lanes with the same place the last one is stored.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class LaneMemory
{
    /// <inheritdoc cref="Load{T}(ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadNarrow<T>(T* origin)
        where T : unmanaged
    {
        if (typeof(T) == typeof(bool))
        {
            return ~Vector256.Equals(LoadNarrow((byte*)origin), Vector256<int>.Zero);
        }

        if (typeof(T) == typeof(sbyte))
        {
            return Avx2.IsSupported
                ? Avx2.ConvertToVector256Int32((sbyte*)origin)
                : Widened(Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)origin).AsSByte()));
        }

        if (typeof(T) == typeof(byte))
        {
            return Avx2.IsSupported
                ? Avx2.ConvertToVector256Int32((byte*)origin)
                : Widened(Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)origin).AsByte()).AsInt16());
        }

        return typeof(T) == typeof(short) ? Widened(Vector128.Load((short*)origin)) : Widened(Vector128.Load((short*)origin)) & Vector256.Create(0xFFFF);
    }

    /// <summary>Loads elements that follow each other.</summary>
    /// <inheritdoc cref="Load{T}(ref T)"/>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="mask">The lanes that are loaded.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(T* origin, Vector256<int> mask)
        where T : unmanaged
        => Avx.IsSupported ? Avx.MaskLoad((float*)origin, mask.AsSingle()).As<float, T>() : Gather(origin, sizeof(T), LaneMath.Index(0), mask);

    /// <inheritdoc cref="Load{T}(T*, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<T> LoadPair<T>(T* origin, Vector256<int> mask)
        where T : unmanaged
        => Avx.IsSupported
            ? new(
                Avx.MaskLoad((double*)origin, Vector256.WidenLower(mask).AsDouble()).As<double, T>(),
                Avx.MaskLoad((double*)origin + 4, Vector256.WidenUpper(mask).AsDouble()).As<double, T>())
            : GatherPair(origin, sizeof(T), LaneMath.Index(0), mask);

    /// <inheritdoc cref="Load{T}(T*, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadNarrow<T>(T* origin, Vector256<int> mask)
        where T : unmanaged
        => LaneMath.All(mask) ? LoadNarrow(origin) : GatherNarrow(origin, sizeof(T), LaneMath.Index(0), mask);

    /// <summary>Stores the lowest bits of numbers as elements that follow each other.</summary>
    /// <inheritdoc cref="Store{T}(ref T, Vector256{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrow<T>(T* origin, Vector256<int> value)
        where T : unmanaged
    {
        value = typeof(T) == typeof(bool) ? value & Vector256<int>.One : value;
        if (sizeof(T) == 1)
        {
            *(ulong*)origin = Bytes(value);
        }
        else
        {
            Halves(value).Store((short*)origin);
        }
    }

    /// <summary>Stores elements that follow each other.</summary>
    /// <inheritdoc cref="Store{T}(ref T, Vector256{T})"/>
    /// <param name="origin">The element of lane 0.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="mask">The lanes that are stored.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T* origin, Vector256<T> value, Vector256<int> mask)
        where T : unmanaged
    {
        if (Avx512F.VL.IsSupported)
        {
            // Processors of AMD take some twenty cycles for the older instruction.
            Avx512F.VL.MaskStore((float*)origin, mask.AsSingle(), value.AsSingle());
        }
        else if (Avx.IsSupported)
        {
            Avx.MaskStore((float*)origin, mask.AsSingle(), value.AsSingle());
        }
        else
        {
            Scatter(origin, sizeof(T), LaneMath.Index(0), value, mask);
        }
    }

    /// <inheritdoc cref="Store{T}(T*, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair<T>(T* origin, LanePair<T> value, Vector256<int> mask)
        where T : unmanaged
    {
        if (Avx512F.VL.IsSupported)
        {
            Avx512F.VL.MaskStore((double*)origin, Vector256.WidenLower(mask).AsDouble(), value.Low.AsDouble());
            Avx512F.VL.MaskStore((double*)origin + 4, Vector256.WidenUpper(mask).AsDouble(), value.High.AsDouble());
        }
        else if (Avx.IsSupported)
        {
            Avx.MaskStore((double*)origin, Vector256.WidenLower(mask).AsDouble(), value.Low.AsDouble());
            Avx.MaskStore((double*)origin + 4, Vector256.WidenUpper(mask).AsDouble(), value.High.AsDouble());
        }
        else
        {
            ScatterPair(origin, sizeof(T), LaneMath.Index(0), value, mask);
        }
    }

    /// <summary>Stores the lowest bits of numbers as elements that follow each other.</summary>
    /// <inheritdoc cref="Store{T}(T*, Vector256{T}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNarrow<T>(T* origin, Vector256<int> value, Vector256<int> mask)
        where T : unmanaged
    {
        if (LaneMath.All(mask))
        {
            StoreNarrow(origin, value);
        }
        else
        {
            ScatterNarrow(origin, sizeof(T), LaneMath.Index(0), value, mask);
        }
    }

    // The lowest bytes. Packing saturates, so that it is given bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bytes(Vector256<int> value)
    {
        if (Avx512F.VL.IsSupported)
        {
            return Avx512F.VL.ConvertToVector128Byte(value).AsUInt64()[0];
        }

        if (Sse41.IsSupported)
        {
            value &= Vector256.Create(0xFF);
            Vector128<short> halves = Sse41.PackUnsignedSaturate(value.GetLower(), value.GetUpper()).AsInt16();
            return Sse2.PackUnsignedSaturate(halves, halves).AsUInt64()[0];
        }

        Vector128<short> narrow = Vector128.Narrow(value.GetLower(), value.GetUpper());
        return Vector128.Narrow(narrow, narrow).AsUInt64()[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Halves(Vector256<int> value) => Avx512F.VL.IsSupported
        ? Avx512F.VL.ConvertToVector128Int16(value)
        : Sse41.IsSupported
            ? Sse41.PackUnsignedSaturate((value & Vector256.Create(0xFFFF)).GetLower(), (value & Vector256.Create(0xFFFF)).GetUpper()).AsInt16()
            : Vector128.Narrow(value.GetLower(), value.GetUpper());

    /// <summary>Whether some elements at equal distances are not all in a span, of which the first and the last say it.</summary>
    /// <param name="first">The index of the first element.</param>
    /// <param name="reach">The distance from it to the last one; any number.</param>
    /// <param name="length">The span's length.</param>
    /// <returns>True when one of them is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Outside(long first, long reach, int length)
        => (ulong)first >= (ulong)length || (ulong)(first + reach) >= (ulong)length;

    /// <summary>Whether vectors of elements that begin at one place and at another can be loaded and stored one after another, as their lanes would be.</summary>
    /// <param name="one">The one place.</param>
    /// <param name="other">The other one.</param>
    /// <param name="lanes">The lanes of a vector.</param>
    /// <returns>False where a lane has the element of another lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreApart(long one, long other, int lanes)
        => one == other || (ulong)(one - other + lanes - 1) > (ulong)(2 * lanes - 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widened(Vector128<short> value) => Vector256.Create(Vector128.WidenLower(value), Vector128.WidenUpper(value));
}
