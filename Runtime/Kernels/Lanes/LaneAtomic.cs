// Safety: only the lanes of local vectors and the elements of live lanes are reached by address; generated code has shown that these are in bounds, and the
// launch has pinned them.
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Atomic changes of which nobody asks for the old value. Lanes that change one element are joined first, since the order of work items is not fixed: one change
/// stands for those of all lanes. Lanes with elements of their own go one after another.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LaneAtomic
{
    /// <summary>Adds the live lanes to one element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="live">The live lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref int element, Vector256<int> value, Vector256<int> live)
        => DeviceAtomic.Add(ref element, LaneMath.Sum(LaneMath.Select(live, value, default)));

    /// <inheritdoc cref="Add(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref uint element, Vector256<uint> value, Vector256<int> live)
        => DeviceAtomic.Add(ref element, LaneMath.Sum(LaneMath.Select(live, value, default)));

    /// <inheritdoc cref="Add(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref long element, LanePair<long> value, Vector256<int> live)
        => DeviceAtomic.Add(ref element, LaneMath.Sum(LaneMath.Select(live, value, default)));

    /// <inheritdoc cref="Add(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref ulong element, LanePair<ulong> value, Vector256<int> live)
        => DeviceAtomic.Add(ref element, LaneMath.Sum(LaneMath.Select(live, value, default)));

    /// <inheritdoc cref="Add(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref float element, Vector256<float> value, Vector256<int> live)
        => DeviceAtomic.Add(ref element, Vector256.Sum(LaneMath.Select(live, value, Vector256.Create<float>(-0f))));

    /// <inheritdoc cref="Add(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref double element, LanePair<double> value, Vector256<int> live)
    {
        LanePair<double> chosen = LaneMath.Select(live, value, new LanePair<double>(-0d));
        DeviceAtomic.Add(ref element, Vector256.Sum(chosen.Low + chosen.High));
    }

    /// <summary>Keeps the bits of one element that all live lanes have.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="live">The live lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void And(ref int element, Vector256<int> value, Vector256<int> live)
        => DeviceAtomic.And(ref element, LaneMath.And(LaneMath.Select(live, value, Vector256<int>.AllBitsSet)));

    /// <inheritdoc cref="And(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void And(ref uint element, Vector256<uint> value, Vector256<int> live)
        => DeviceAtomic.And(ref element, LaneMath.And(LaneMath.Select(live, value, Vector256<uint>.AllBitsSet)));

    /// <inheritdoc cref="And(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void And(ref long element, LanePair<long> value, Vector256<int> live)
        => DeviceAtomic.And(ref element, LaneMath.And(LaneMath.Select(live, value, new LanePair<long>(-1))));

    /// <inheritdoc cref="And(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void And(ref ulong element, LanePair<ulong> value, Vector256<int> live)
        => DeviceAtomic.And(ref element, LaneMath.And(LaneMath.Select(live, value, new LanePair<ulong>(ulong.MaxValue))));

    /// <summary>Adds the bits of the live lanes to one element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="live">The live lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Or(ref int element, Vector256<int> value, Vector256<int> live)
        => DeviceAtomic.Or(ref element, LaneMath.Or(LaneMath.Select(live, value, default)));

    /// <inheritdoc cref="Or(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Or(ref uint element, Vector256<uint> value, Vector256<int> live)
        => DeviceAtomic.Or(ref element, LaneMath.Or(LaneMath.Select(live, value, default)));

    /// <inheritdoc cref="Or(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Or(ref long element, LanePair<long> value, Vector256<int> live)
        => DeviceAtomic.Or(ref element, LaneMath.Or(LaneMath.Select(live, value, default)));

    /// <inheritdoc cref="Or(ref int, Vector256{int}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Or(ref ulong element, LanePair<ulong> value, Vector256<int> live)
        => DeviceAtomic.Or(ref element, LaneMath.Or(LaneMath.Select(live, value, default)));

    /// <summary>Replaces one element by the greatest of it and the live lanes.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="live">The live lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max(ref float element, Vector256<float> value, Vector256<int> live)
        => DeviceAtomic.Max(ref element, LaneMath.Greatest(LaneMath.Select(live, value, Vector256.Create<float>(float.NegativeInfinity))));

    /// <inheritdoc cref="Max(ref float, Vector256{float}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max(ref double element, LanePair<double> value, Vector256<int> live)
        => DeviceAtomic.Max(ref element, LaneMath.Greatest(LaneMath.Select(live, value, new LanePair<double>(double.NegativeInfinity))));

    /// <summary>Replaces one element by the least of it and the live lanes.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="live">The live lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Min(ref float element, Vector256<float> value, Vector256<int> live)
        => DeviceAtomic.Min(ref element, LaneMath.Least(LaneMath.Select(live, value, Vector256.Create<float>(float.PositiveInfinity))));

    /// <inheritdoc cref="Min(ref float, Vector256{float}, Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Min(ref double element, LanePair<double> value, Vector256<int> live)
        => DeviceAtomic.Min(ref element, LaneMath.Least(LaneMath.Select(live, value, new LanePair<double>(double.PositiveInfinity))));

    /// <summary>The same with an element of its own for each lane, in the order of the lanes.</summary>
    /// <param name="origin">The element with number 0.</param>
    /// <param name="stride">Bytes from an element to the next.</param>
    /// <param name="indices">The elements' numbers.</param>
    /// <param name="value">The lanes.</param>
    /// <param name="live">The live lanes.</param>
    public static void Add(ref int origin, nint stride, Vector256<int> indices, Vector256<int> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Add(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((int*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Add(ref uint origin, nint stride, Vector256<int> indices, Vector256<uint> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Add(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((uint*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Add(ref long origin, nint stride, Vector256<int> indices, LanePair<long> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Add(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((long*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Add(ref ulong origin, nint stride, Vector256<int> indices, LanePair<ulong> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Add(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((ulong*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Add(ref float origin, nint stride, Vector256<int> indices, Vector256<float> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Add(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((float*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Add(ref double origin, nint stride, Vector256<int> indices, LanePair<double> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Add(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((double*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void And(ref int origin, nint stride, Vector256<int> indices, Vector256<int> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.And(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((int*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void And(ref uint origin, nint stride, Vector256<int> indices, Vector256<uint> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.And(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((uint*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void And(ref long origin, nint stride, Vector256<int> indices, LanePair<long> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.And(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((long*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void And(ref ulong origin, nint stride, Vector256<int> indices, LanePair<ulong> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.And(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((ulong*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Or(ref int origin, nint stride, Vector256<int> indices, Vector256<int> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Or(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((int*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Or(ref uint origin, nint stride, Vector256<int> indices, Vector256<uint> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Or(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((uint*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Or(ref long origin, nint stride, Vector256<int> indices, LanePair<long> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Or(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((long*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Or(ref ulong origin, nint stride, Vector256<int> indices, LanePair<ulong> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Or(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((ulong*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Max(ref float origin, nint stride, Vector256<int> indices, Vector256<float> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Max(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((float*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Max(ref double origin, nint stride, Vector256<int> indices, LanePair<double> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Max(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((double*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Min(ref float origin, nint stride, Vector256<int> indices, Vector256<float> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Min(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((float*)&value)[lane]);
        }
    }

    /// <inheritdoc cref="Add(ref int, nint, Vector256{int}, Vector256{int}, Vector256{int})"/>
    public static void Min(ref double origin, nint stride, Vector256<int> indices, LanePair<double> value, Vector256<int> live)
    {
        for (uint bits = LaneMath.Bits(live); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            DeviceAtomic.Min(ref Unsafe.AddByteOffset(ref origin, ((int*)&indices)[lane] * stride), ((double*)&value)[lane]);
        }
    }
}
