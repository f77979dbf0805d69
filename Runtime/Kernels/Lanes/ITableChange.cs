using System.Numerics;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels.Lanes;

/// <summary>A change of integers whose order does not matter.</summary>
/// <typeparam name="T">The integer.</typeparam>
internal interface ITableChange<T> where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>What changes nothing.</summary>
    static abstract T Identity { get; }

    /// <summary>Changes a value.</summary>
    /// <param name="element">The value.</param>
    /// <param name="value">What it is changed by.</param>
    /// <returns>The new value.</returns>
    static abstract T Of(T element, T value);

    /// <summary>Changes an element that other threads may change, too.</summary>
    /// <param name="element">The element.</param>
    /// <param name="value">What it is changed by.</param>
    static abstract void Atomically(ref T element, T value);
}

/// <summary>A sum, without regard to overflow.</summary>
/// <typeparam name="T">The integer.</typeparam>
internal readonly struct Addition<T> : ITableChange<T> where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    public static T Identity => T.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(T element, T value) => unchecked(element + value);

    /// <inheritdoc/>
    public static void Atomically(ref T element, T value) => DeviceAtomic.Add(ref element, value);
}

/// <summary>The bits of both.</summary>
/// <typeparam name="T">The integer.</typeparam>
internal readonly struct Intersection<T> : ITableChange<T> where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    public static T Identity => T.AllBitsSet;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(T element, T value) => element & value;

    /// <inheritdoc/>
    public static void Atomically(ref T element, T value) => DeviceAtomic.And(ref element, value);
}

/// <summary>The bits of either.</summary>
/// <typeparam name="T">The integer.</typeparam>
internal readonly struct Union<T> : ITableChange<T> where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    public static T Identity => T.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(T element, T value) => element | value;

    /// <inheritdoc/>
    public static void Atomically(ref T element, T value) => DeviceAtomic.Or(ref element, value);
}
