using System.Runtime.CompilerServices;

namespace HmmGen;

/// <summary>
/// Atomic operations on floating-point elements for kernels, beside the integer ones of <see cref="Interlocked"/>. On
/// a device the generator puts the device's own atomics in their place.
/// </summary>
/// <remarks>Every operation gives the value that was there <em>before</em> it.</remarks>
public static class HmmAtomic
{
    /// <summary>Adds to an element.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">What to add.</param>
    /// <returns>The value before.</returns>
    public static float Add(ref float target, float value)
    {
        float old = Volatile.Read(ref target);
        while (!TryExchange(ref target, ref old, old + value))
        {
        }

        return old;
    }

    /// <inheritdoc cref="Add(ref float, float)"/>
    public static double Add(ref double target, double value)
    {
        double old = Volatile.Read(ref target);
        while (!TryExchange(ref target, ref old, old + value))
        {
        }

        return old;
    }

    /// <summary>Replaces an element by the greater of it and a value, as <see cref="MathF.Max(float, float)"/> decides.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    public static float Max(ref float target, float value)
    {
        float old = Volatile.Read(ref target);
        while (!TryExchange(ref target, ref old, MathF.Max(old, value)))
        {
        }

        return old;
    }

    /// <inheritdoc cref="Max(ref float, float)"/>
    public static double Max(ref double target, double value)
    {
        double old = Volatile.Read(ref target);
        while (!TryExchange(ref target, ref old, Math.Max(old, value)))
        {
        }

        return old;
    }

    /// <summary>Replaces an element by the lesser of it and a value, as <see cref="MathF.Min(float, float)"/> decides.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    public static float Min(ref float target, float value)
    {
        float old = Volatile.Read(ref target);
        while (!TryExchange(ref target, ref old, MathF.Min(old, value)))
        {
        }

        return old;
    }

    /// <inheritdoc cref="Min(ref float, float)"/>
    public static double Min(ref double target, double value)
    {
        double old = Volatile.Read(ref target);
        while (!TryExchange(ref target, ref old, Math.Min(old, value)))
        {
        }

        return old;
    }

    // Bits are compared, not values: NaN is not equal to itself, and 0 equals -0.
    private static bool TryExchange(ref float target, ref float old, float value)
    {
        int expected = BitConverter.SingleToInt32Bits(old);
        int found = Interlocked.CompareExchange(ref Unsafe.As<float, int>(ref target), BitConverter.SingleToInt32Bits(value), expected);
        old = BitConverter.Int32BitsToSingle(found);
        return found == expected;
    }

    private static bool TryExchange(ref double target, ref double old, double value)
    {
        long expected = BitConverter.DoubleToInt64Bits(old);
        long found = Interlocked.CompareExchange(ref Unsafe.As<double, long>(ref target), BitConverter.DoubleToInt64Bits(value), expected);
        old = BitConverter.Int64BitsToDouble(found);
        return found == expected;
    }
}
