using System.Runtime.CompilerServices;

namespace HmmGen.Tests.Transparent;

/// <summary>The array that others are views of.</summary>
internal abstract class CastRoot : IDisposable
{
    /// <summary>Some of the memory as elements of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="start">How many such elements lie before the first.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns>The view.</returns>
    public abstract HmmArray<T> View<T>(long start, long count) where T : unmanaged;

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>The array that others are views of.</summary>
/// <typeparam name="TRoot">Its own elements' type.</typeparam>
/// <param name="array">The array.</param>
internal sealed class CastRoot<TRoot>(HmmArray<TRoot> array) : CastRoot
    where TRoot : unmanaged
{
    /// <inheritdoc/>
    public override HmmArray<T> View<T>(long start, long count)
    {
        int ratio = Unsafe.SizeOf<T>() / Unsafe.SizeOf<TRoot>();
        return ratio > 0 ? array.Slice(start * ratio, count * ratio).Cast<T>() : array.Cast<T>().Slice(start, count);
    }

    /// <inheritdoc/>
    public override void Dispose() => array.Dispose();
}
