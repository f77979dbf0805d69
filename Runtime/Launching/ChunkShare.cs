namespace HmmGen.Launching;

/// <summary>
/// How much of a device one chunk of a launch may fill, where the launch does not fit as a whole. All of a chunk's pages are promised while it runs. So with
/// chunks that fill the device, nothing survives from one chunk to the next, whatever eviction foresees. With chunks of an eighth, seven eighths can stay.
/// </summary>
/// <param name="capacity">The device's frames.</param>
/// <param name="wanted">The frames that the launch touches.</param>
/// <param name="chunksAtATime">The number of chunks whose pages are promised at a time: one, or two where pages may come beside a chunk.</param>
internal sealed class ChunkShare(int capacity, long wanted, int chunksAtATime)
{
    /// <summary>A chunk fills at most the device divided by this, or in large launches a little more.</summary>
    public const int Share = 8;

    /// <summary>
    /// In other launches, the chunks at a time fill at most the device divided by this, unless they would be smaller than <see cref="Handy"/>. There what stays is
    /// a large part of what the next pass wants.
    /// </summary>
    private const int SmallShare = 16;

    /// <summary>The number of frames of chunks that are not made smaller for what stays: 1 MiB. The waves of smaller ones cost more than that saves.</summary>
    private const int Handy = 256;

    /// <summary>
    /// A chunk of a launch that touches so many times the device may fill more (<see cref="Slack"/>). There the rows of a stencil that two chunks share are no
    /// reason to halve all chunks. A smaller launch would lose more pages to larger chunks than it gains in waves.
    /// </summary>
    private const int Large = 4;

    /// <summary>A chunk of a large launch may fill more by this part of it.</summary>
    private const int Slack = 8;

    /// <summary>A chunk of so few frames is not cut again. A wave costs more than it can save.</summary>
    private const int SmallestChunk = 64;

    private readonly long _most = Math.Max(
        SmallestChunk,
        wanted / Large >= capacity
            ? capacity / Share + capacity / Share / Slack
            : Math.Min(capacity / Share, Math.Max(Handy, capacity / SmallShare) / chunksAtATime));

    /// <summary>Whether a part that fits should be cut. It should not where both halves touch mostly the same pages.</summary>
    /// <param name="part">The part.</param>
    /// <returns>True when it should.</returns>
    public bool ShouldCut(LaunchPart part)
    {
        long frames = part.Frames;
        return frames > _most
            && part.Box.Count > LaunchChunks.SmallestDirect
            && part.Halves.Before.Frames + part.Halves.After.Frames <= frames + frames / Share;
    }
}
