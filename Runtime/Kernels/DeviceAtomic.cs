using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>
/// The atomic operations that device code calls in the place of those of <see cref="Interlocked"/> and <see cref="HmmAtomic"/>. Each
/// gives the value that was there before it.
/// </summary>
/// <remarks>
/// As compiled .NET code these are .NET's own. The ILGPU engine compiles the namesakes in <see cref="HmmGen.Devices.Ilgpu.Portable.PortableAtomic"/>, or
/// ILGPU's own functions.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceAtomic
{
    /// <summary>Adds to an element.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    public static T Add<T>(ref T target, T value) where T : struct, IBinaryInteger<T> => (Unsafe.SizeOf<T>() == sizeof(int)
        ? Unsafe.BitCast<int, T>(Interlocked.Add(ref Unsafe.As<T, int>(ref target), Unsafe.BitCast<T, int>(value)))
        : Unsafe.BitCast<long, T>(Interlocked.Add(ref Unsafe.As<T, long>(ref target), Unsafe.BitCast<T, long>(value)))) - value;

    /// <inheritdoc cref="Add{T}(ref T, T)"/>
    public static float Add(ref float target, float value) => HmmAtomic.Add(ref target, value);

    /// <inheritdoc cref="Add{T}(ref T, T)"/>
    public static double Add(ref double target, double value) => HmmAtomic.Add(ref target, value);

    /// <summary>Replaces an element.</summary>
    /// <inheritdoc cref="Add{T}(ref T, T)"/>
    public static T Exchange<T>(ref T target, T value) where T : struct => Interlocked.Exchange(ref target, value);

    /// <summary>Replaces an element if it has an expected value, bit for bit.</summary>
    /// <param name="target">The element.</param>
    /// <param name="comparand">The expected value.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    public static T CompareExchange<T>(ref T target, T comparand, T value) where T : struct => Interlocked.CompareExchange(ref target, value, comparand);

    /// <summary>Combines the bits of an element with others by <em>and</em>.</summary>
    /// <inheritdoc cref="Add{T}(ref T, T)"/>
    public static T And<T>(ref T target, T value) where T : struct, IBinaryInteger<T> => Unsafe.SizeOf<T>() == sizeof(int)
        ? Unsafe.BitCast<int, T>(Interlocked.And(ref Unsafe.As<T, int>(ref target), Unsafe.BitCast<T, int>(value)))
        : Unsafe.BitCast<long, T>(Interlocked.And(ref Unsafe.As<T, long>(ref target), Unsafe.BitCast<T, long>(value)));

    /// <summary>Combines the bits of an element with others by <em>or</em>.</summary>
    /// <inheritdoc cref="Add{T}(ref T, T)"/>
    public static T Or<T>(ref T target, T value) where T : struct, IBinaryInteger<T> => Unsafe.SizeOf<T>() == sizeof(int)
        ? Unsafe.BitCast<int, T>(Interlocked.Or(ref Unsafe.As<T, int>(ref target), Unsafe.BitCast<T, int>(value)))
        : Unsafe.BitCast<long, T>(Interlocked.Or(ref Unsafe.As<T, long>(ref target), Unsafe.BitCast<T, long>(value)));

    /// <summary>Replaces an element by the greater of it and a value, as <see cref="DeviceMath"/> decides.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    public static float Max(ref float target, float value) => HmmAtomic.Max(ref target, value);

    /// <inheritdoc cref="Max(ref float, float)"/>
    public static double Max(ref double target, double value) => HmmAtomic.Max(ref target, value);

    /// <summary>Replaces an element by the lesser of it and a value, as <see cref="DeviceMath"/> decides.</summary>
    /// <param name="target">The element.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value before.</returns>
    public static float Min(ref float target, float value) => HmmAtomic.Min(ref target, value);

    /// <inheritdoc cref="Min(ref float, float)"/>
    public static double Min(ref double target, double value) => HmmAtomic.Min(ref target, value);
}
