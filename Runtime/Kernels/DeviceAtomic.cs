using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>
/// The atomic operations that device code calls in the place of those of <see cref="Interlocked"/> and <see cref="HmmAtomic"/>. Each
/// gives the value that was there before it.
/// </summary>
/// <remarks>
/// As compiled .NET code these are .NET's own; the ILGPU engine compiles the namesakes in <see cref="HmmGen.Devices.Ilgpu.Portable.PortableAtomic"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceAtomic
{
    /// <summary>Adds to an element.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;

    /// <inheritdoc cref="Add(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add(ref uint target, uint value) => Interlocked.Add(ref target, value) - value;

    /// <inheritdoc cref="Add(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(ref long target, long value) => Interlocked.Add(ref target, value) - value;

    /// <inheritdoc cref="Add(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ref ulong target, ulong value) => Interlocked.Add(ref target, value) - value;

    /// <inheritdoc cref="Add(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(ref float target, float value) => HmmAtomic.Add(ref target, value);

    /// <inheritdoc cref="Add(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(ref double target, double value) => HmmAtomic.Add(ref target, value);

    /// <summary>Replaces an element.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exchange(ref int target, int value) => Interlocked.Exchange(ref target, value);

    /// <inheritdoc cref="Exchange(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Exchange(ref uint target, uint value) => Interlocked.Exchange(ref target, value);

    /// <inheritdoc cref="Exchange(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Exchange(ref long target, long value) => Interlocked.Exchange(ref target, value);

    /// <inheritdoc cref="Exchange(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Exchange(ref ulong target, ulong value) => Interlocked.Exchange(ref target, value);

    /// <inheritdoc cref="Exchange(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exchange(ref float target, float value) => Interlocked.Exchange(ref target, value);

    /// <inheritdoc cref="Exchange(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exchange(ref double target, double value) => Interlocked.Exchange(ref target, value);

    /// <summary>Replaces an element if it has an expected value, bit for bit.</summary>
    /// <param name="target">The element.</param>
    /// <param name="comparand">The expected value.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CompareExchange(ref int target, int comparand, int value)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint CompareExchange(ref uint target, uint comparand, uint value)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long CompareExchange(ref long target, long comparand, long value)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CompareExchange(ref ulong target, ulong comparand, ulong value)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CompareExchange(ref float target, float comparand, float value)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <inheritdoc cref="CompareExchange(ref int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CompareExchange(ref double target, double comparand, double value)
        => Interlocked.CompareExchange(ref target, value, comparand);

    /// <summary>Combines the bits of an element with others by <em>and</em>.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int And(ref int target, int value) => Interlocked.And(ref target, value);

    /// <inheritdoc cref="And(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint And(ref uint target, uint value) => Interlocked.And(ref target, value);

    /// <inheritdoc cref="And(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long And(ref long target, long value) => Interlocked.And(ref target, value);

    /// <inheritdoc cref="And(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong And(ref ulong target, ulong value) => Interlocked.And(ref target, value);

    /// <summary>Combines the bits of an element with others by <em>or</em>.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Or(ref int target, int value) => Interlocked.Or(ref target, value);

    /// <inheritdoc cref="Or(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Or(ref uint target, uint value) => Interlocked.Or(ref target, value);

    /// <inheritdoc cref="Or(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Or(ref long target, long value) => Interlocked.Or(ref target, value);

    /// <inheritdoc cref="Or(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Or(ref ulong target, ulong value) => Interlocked.Or(ref target, value);

    /// <summary>Replaces an element by the greater of it and a value, as <see cref="DeviceMath"/> decides.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    public static int Max(ref int target, int value)
    {
        int old = Volatile.Read(ref target);
        while (true)
        {
            int found = Interlocked.CompareExchange(ref target, DeviceMath.Max(old, value), old);
            if (found == old)
            {
                return old;
            }

            old = found;
        }
    }

    /// <inheritdoc cref="Max(ref int, int)"/>
    public static uint Max(ref uint target, uint value)
    {
        uint old = Volatile.Read(ref target);
        while (true)
        {
            uint found = Interlocked.CompareExchange(ref target, DeviceMath.Max(old, value), old);
            if (found == old)
            {
                return old;
            }

            old = found;
        }
    }

    /// <inheritdoc cref="Max(ref int, int)"/>
    public static long Max(ref long target, long value)
    {
        long old = Volatile.Read(ref target);
        while (true)
        {
            long found = Interlocked.CompareExchange(ref target, DeviceMath.Max(old, value), old);
            if (found == old)
            {
                return old;
            }

            old = found;
        }
    }

    /// <inheritdoc cref="Max(ref int, int)"/>
    public static ulong Max(ref ulong target, ulong value)
    {
        ulong old = Volatile.Read(ref target);
        while (true)
        {
            ulong found = Interlocked.CompareExchange(ref target, DeviceMath.Max(old, value), old);
            if (found == old)
            {
                return old;
            }

            old = found;
        }
    }

    /// <inheritdoc cref="Max(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(ref float target, float value) => HmmAtomic.Max(ref target, value);

    /// <inheritdoc cref="Max(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(ref double target, double value) => HmmAtomic.Max(ref target, value);

    /// <summary>Replaces an element by the lesser of it and a value, as <see cref="DeviceMath"/> decides.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    public static int Min(ref int target, int value)
    {
        int old = Volatile.Read(ref target);
        while (true)
        {
            int found = Interlocked.CompareExchange(ref target, DeviceMath.Min(old, value), old);
            if (found == old)
            {
                return old;
            }

            old = found;
        }
    }

    /// <inheritdoc cref="Min(ref int, int)"/>
    public static uint Min(ref uint target, uint value)
    {
        uint old = Volatile.Read(ref target);
        while (true)
        {
            uint found = Interlocked.CompareExchange(ref target, DeviceMath.Min(old, value), old);
            if (found == old)
            {
                return old;
            }

            old = found;
        }
    }

    /// <inheritdoc cref="Min(ref int, int)"/>
    public static long Min(ref long target, long value)
    {
        long old = Volatile.Read(ref target);
        while (true)
        {
            long found = Interlocked.CompareExchange(ref target, DeviceMath.Min(old, value), old);
            if (found == old)
            {
                return old;
            }

            old = found;
        }
    }

    /// <inheritdoc cref="Min(ref int, int)"/>
    public static ulong Min(ref ulong target, ulong value)
    {
        ulong old = Volatile.Read(ref target);
        while (true)
        {
            ulong found = Interlocked.CompareExchange(ref target, DeviceMath.Min(old, value), old);
            if (found == old)
            {
                return old;
            }

            old = found;
        }
    }

    /// <inheritdoc cref="Min(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(ref float target, float value) => HmmAtomic.Min(ref target, value);

    /// <inheritdoc cref="Min(ref int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(ref double target, double value) => HmmAtomic.Min(ref target, value);
}
