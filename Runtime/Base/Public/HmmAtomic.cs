using System.Runtime.CompilerServices;

namespace HmmGen;

/// <summary>Atomic operations on floating-point elements for kernels. <see cref="Interlocked"/> has those on integers.</summary>
/// <remarks>
/// Every operation returns the value <em>before</em> the operation. Any work item or thread may call at any time: each operation is atomic. On a device, the
/// generator replaces the calls by atomics of the device. On the host, an operation compares the bits of the element and repeats until no other thread has
/// changed them.
/// </remarks>
public static class HmmAtomic
{
    /// <summary>Adds a value to an element.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value to add.</param>
    /// <returns>The element before the operation.</returns>
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

    /// <summary>Replaces an element by the maximum of the element and a value, as <see cref="MathF.Max(float, float)"/> defines it.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The element before the operation.</returns>
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

    /// <summary>Replaces an element by the minimum of the element and a value, as <see cref="MathF.Min(float, float)"/> defines it.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The element before the operation.</returns>
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
