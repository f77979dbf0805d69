using HmmGen.Memory;

namespace HmmGen.Launching.Kept;

/// <summary>
/// A buffer of a kept launch. The number of its region stands for the region, so that no array is kept alive. Of the caller's plain arrays only the number
/// of elements is kept: any array will do.
/// </summary>
/// <param name="Region">The region's number; 0 when there are no elements, -1 for a plain array of the caller.</param>
/// <param name="Start">The number of elements before the first one in the region.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="ElementSize">The size of an element in bytes.</param>
internal readonly record struct KeptBuffer(long Region, long Start, long Length, int ElementSize)
{
    private const long PlainArray = -1;

    /// <summary>The buffer of a launch.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The same, without the region.</returns>
    public static KeptBuffer Of(in LaunchBuffer buffer)
        => buffer.IsTransient
            ? new KeptBuffer(PlainArray, 0, buffer.Length, buffer.ElementSize)
            : new KeptBuffer(buffer.Region?.Number ?? 0, buffer.Start, buffer.Length, buffer.ElementSize);

    /// <summary>Whether a buffer of a launch is as many elements of a plain array, or the same elements of the same array, which is not disposed of.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <returns>True when it is.</returns>
    public bool IsOf(in LaunchBuffer buffer) => this == Of(buffer) && !buffer.IsDisposed && (!buffer.IsTransient || buffer.Array is not null);
}
