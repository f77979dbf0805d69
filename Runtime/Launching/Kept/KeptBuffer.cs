using HmmGen.Memory;

namespace HmmGen.Launching.Kept;

/// <summary>A buffer of a kept launch. The number of its region stands for the region, so that no array is kept alive.</summary>
/// <param name="Region">The region's number; 0 when there are no elements.</param>
/// <param name="Start">The number of elements before the first one in the region.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="ElementSize">The size of an element in bytes.</param>
internal readonly record struct KeptBuffer(long Region, long Start, long Length, int ElementSize)
{
    /// <summary>The buffer of a launch.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <returns>The same, without the region.</returns>
    public static KeptBuffer Of(in LaunchBuffer buffer) => new(buffer.Region?.Number ?? 0, buffer.Start, buffer.Length, buffer.ElementSize);

    /// <summary>Whether a buffer of a launch is memory of the caller, which has a region for one launch only.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <returns>True when it is.</returns>
    public static bool IsTransient(in LaunchBuffer buffer) => buffer is { Source: not null, Length: > 0 };

    /// <summary>Whether a buffer of a launch is the same elements of the same array, which is not disposed of.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <returns>True when it is.</returns>
    public bool IsOf(in LaunchBuffer buffer) => this == Of(buffer) && !buffer.IsDisposed && !IsTransient(buffer);
}
