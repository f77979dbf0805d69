using System.Runtime.CompilerServices;
using HmmGen.Kernels;
using ILGPU;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <summary>
/// The operations of <see cref="DeviceAtomic"/> as ILGPU compiles them for devices.
/// </summary>
/// <remarks>
/// ILGPU's own loops compare floating-point values, and so never end over NaN, which is not equal to itself; those here
/// compare bits.
/// </remarks>
internal static class PortableAtomic
{
    /// <inheritdoc cref="DeviceAtomic.Add(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(ref int target, int value) => Atomic.Add(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Add(ref uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add(ref uint target, uint value) => Atomic.Add(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Add(ref long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(ref long target, long value) => Atomic.Add(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Add(ref ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ref ulong target, ulong value) => Atomic.Add(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Add(ref float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(ref float target, float value) => Atomic.Add(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Add(ref double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(ref double target, double value) => Atomic.Add(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Exchange(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exchange(ref int target, int value)
        => (int)Atomic.Exchange(ref Unsafe.As<int, uint>(ref target), (uint)value);

    /// <inheritdoc cref="DeviceAtomic.Exchange(ref uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Exchange(ref uint target, uint value) => Atomic.Exchange(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Exchange(ref long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Exchange(ref long target, long value)
        => (long)Atomic.Exchange(ref Unsafe.As<long, ulong>(ref target), (ulong)value);

    /// <inheritdoc cref="DeviceAtomic.Exchange(ref ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Exchange(ref ulong target, ulong value) => Atomic.Exchange(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Exchange(ref float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exchange(ref float target, float value)
        => PortableMath.FromBits(Atomic.Exchange(ref Unsafe.As<float, uint>(ref target), PortableMath.Bits(value)));

    /// <inheritdoc cref="DeviceAtomic.Exchange(ref double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exchange(ref double target, double value)
        => PortableMath.FromBits(Atomic.Exchange(ref Unsafe.As<double, ulong>(ref target), PortableMath.Bits(value)));

    /// <inheritdoc cref="DeviceAtomic.CompareExchange(ref int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CompareExchange(ref int target, int comparand, int value) => Atomic.CompareExchange(ref target, comparand, value);

    /// <inheritdoc cref="DeviceAtomic.CompareExchange(ref uint, uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint CompareExchange(ref uint target, uint comparand, uint value) => Atomic.CompareExchange(ref target, comparand, value);

    /// <inheritdoc cref="DeviceAtomic.CompareExchange(ref long, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long CompareExchange(ref long target, long comparand, long value) => Atomic.CompareExchange(ref target, comparand, value);

    /// <inheritdoc cref="DeviceAtomic.CompareExchange(ref ulong, ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CompareExchange(ref ulong target, ulong comparand, ulong value)
        => Atomic.CompareExchange(ref target, comparand, value);

    /// <inheritdoc cref="DeviceAtomic.CompareExchange(ref float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CompareExchange(ref float target, float comparand, float value)
        => Atomic.CompareExchange(ref target, comparand, value);

    /// <inheritdoc cref="DeviceAtomic.CompareExchange(ref double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CompareExchange(ref double target, double comparand, double value)
        => Atomic.CompareExchange(ref target, comparand, value);

    /// <inheritdoc cref="DeviceAtomic.And(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int And(ref int target, int value) => Atomic.And(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.And(ref uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint And(ref uint target, uint value) => Atomic.And(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.And(ref long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long And(ref long target, long value) => Atomic.And(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.And(ref ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong And(ref ulong target, ulong value) => Atomic.And(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Or(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Or(ref int target, int value) => Atomic.Or(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Or(ref uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Or(ref uint target, uint value) => Atomic.Or(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Or(ref long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Or(ref long target, long value) => Atomic.Or(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Or(ref ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Or(ref ulong target, ulong value) => Atomic.Or(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Max(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(ref int target, int value) => Atomic.Max(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Max(ref uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Max(ref uint target, uint value) => Atomic.Max(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Max(ref long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Max(ref long target, long value) => Atomic.Max(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Max(ref ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Max(ref ulong target, ulong value) => Atomic.Max(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Min(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Min(ref int target, int value) => Atomic.Min(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Min(ref uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Min(ref uint target, uint value) => Atomic.Min(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Min(ref long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Min(ref long target, long value) => Atomic.Min(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Min(ref ulong, ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Min(ref ulong target, ulong value) => Atomic.Min(ref target, value);

    /// <inheritdoc cref="DeviceAtomic.Max(ref float, float)"/>
    public static float Max(ref float target, float value)
    {
        ref uint bits = ref Unsafe.As<float, uint>(ref target);
        uint old = bits;
        while (true)
        {
            uint found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.Max(PortableMath.FromBits(old), value)));
            if (found == old)
            {
                return PortableMath.FromBits(found);
            }

            old = found;
        }
    }

    /// <inheritdoc cref="DeviceAtomic.Max(ref double, double)"/>
    public static double Max(ref double target, double value)
    {
        ref ulong bits = ref Unsafe.As<double, ulong>(ref target);
        ulong old = bits;
        while (true)
        {
            ulong found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.Max(PortableMath.FromBits(old), value)));
            if (found == old)
            {
                return PortableMath.FromBits(found);
            }

            old = found;
        }
    }

    /// <inheritdoc cref="DeviceAtomic.Min(ref float, float)"/>
    public static float Min(ref float target, float value)
    {
        ref uint bits = ref Unsafe.As<float, uint>(ref target);
        uint old = bits;
        while (true)
        {
            uint found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.Min(PortableMath.FromBits(old), value)));
            if (found == old)
            {
                return PortableMath.FromBits(found);
            }

            old = found;
        }
    }

    /// <inheritdoc cref="DeviceAtomic.Min(ref double, double)"/>
    public static double Min(ref double target, double value)
    {
        ref ulong bits = ref Unsafe.As<double, ulong>(ref target);
        ulong old = bits;
        while (true)
        {
            ulong found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.Min(PortableMath.FromBits(old), value)));
            if (found == old)
            {
                return PortableMath.FromBits(found);
            }

            old = found;
        }
    }

    /// <summary>Adds to an element by comparing and exchanging its bits, where the device has no instruction for it.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    internal static float AddByExchange(ref float target, float value)
    {
        ref uint bits = ref Unsafe.As<float, uint>(ref target);
        uint old = bits;
        while (true)
        {
            uint found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.FromBits(old) + value));
            if (found == old)
            {
                return PortableMath.FromBits(found);
            }

            old = found;
        }
    }

    /// <inheritdoc cref="AddByExchange(ref float, float)"/>
    internal static double AddByExchange(ref double target, double value)
    {
        ref ulong bits = ref Unsafe.As<double, ulong>(ref target);
        ulong old = bits;
        while (true)
        {
            ulong found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.FromBits(old) + value));
            if (found == old)
            {
                return PortableMath.FromBits(found);
            }

            old = found;
        }
    }
}
