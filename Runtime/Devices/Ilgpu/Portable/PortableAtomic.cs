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
    /// <inheritdoc cref="DeviceAtomic.Exchange{T}(ref T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exchange(ref int target, int value)
        => (int)Atomic.Exchange(ref Unsafe.As<int, uint>(ref target), (uint)value);

    /// <inheritdoc cref="DeviceAtomic.Exchange{T}(ref T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Exchange(ref long target, long value)
        => (long)Atomic.Exchange(ref Unsafe.As<long, ulong>(ref target), (ulong)value);

    /// <inheritdoc cref="DeviceAtomic.Exchange{T}(ref T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exchange(ref float target, float value)
        => PortableMath.FromBits(Atomic.Exchange(ref Unsafe.As<float, uint>(ref target), PortableMath.Bits(value)));

    /// <inheritdoc cref="DeviceAtomic.Exchange{T}(ref T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exchange(ref double target, double value)
        => PortableMath.FromBits(Atomic.Exchange(ref Unsafe.As<double, ulong>(ref target), PortableMath.Bits(value)));

    /// <inheritdoc cref="DeviceAtomic.Max(ref float, float)"/>
    public static float Max(ref float target, float value)
    {
        ref uint bits = ref Unsafe.As<float, uint>(ref target);
        uint old = bits;
        for (uint found; (found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.Max(PortableMath.FromBits(old), value)))) != old; old = found)
        {
        }

        return PortableMath.FromBits(old);
    }

    /// <inheritdoc cref="DeviceAtomic.Max(ref double, double)"/>
    public static double Max(ref double target, double value)
    {
        ref ulong bits = ref Unsafe.As<double, ulong>(ref target);
        ulong old = bits;
        for (ulong found; (found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.Max(PortableMath.FromBits(old), value)))) != old; old = found)
        {
        }

        return PortableMath.FromBits(old);
    }

    /// <inheritdoc cref="DeviceAtomic.Min(ref float, float)"/>
    public static float Min(ref float target, float value)
    {
        ref uint bits = ref Unsafe.As<float, uint>(ref target);
        uint old = bits;
        for (uint found; (found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.Min(PortableMath.FromBits(old), value)))) != old; old = found)
        {
        }

        return PortableMath.FromBits(old);
    }

    /// <inheritdoc cref="DeviceAtomic.Min(ref double, double)"/>
    public static double Min(ref double target, double value)
    {
        ref ulong bits = ref Unsafe.As<double, ulong>(ref target);
        ulong old = bits;
        for (ulong found; (found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.Min(PortableMath.FromBits(old), value)))) != old; old = found)
        {
        }

        return PortableMath.FromBits(old);
    }

    /// <summary>Adds to an element by comparing and exchanging its bits, where the device has no instruction for it.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    internal static float AddByExchange(ref float target, float value)
    {
        ref uint bits = ref Unsafe.As<float, uint>(ref target);
        uint old = bits;
        for (uint found; (found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.FromBits(old) + value))) != old; old = found)
        {
        }

        return PortableMath.FromBits(old);
    }

    /// <inheritdoc cref="AddByExchange(ref float, float)"/>
    internal static double AddByExchange(ref double target, double value)
    {
        ref ulong bits = ref Unsafe.As<double, ulong>(ref target);
        ulong old = bits;
        for (ulong found; (found = Atomic.CompareExchange(ref bits, old, PortableMath.Bits(PortableMath.FromBits(old) + value))) != old; old = found)
        {
        }

        return PortableMath.FromBits(old);
    }
}
