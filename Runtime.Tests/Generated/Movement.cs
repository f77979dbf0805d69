using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Arrays that have to be copied, and what copying them came to.</summary>
internal static class Movement
{
    /// <summary>The size of a page in bytes.</summary>
    public const int Page = 4096;

    /// <summary>Makes an array of zeros that has been written, so that the runtime cannot know what is in it.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array.</returns>
    public static HmmArray<T> Written<T>(int length) where T : unmanaged
    {
        HmmArray<T> array = HmmSpace.Shared.Allocate<T>(length);
        array.AsSpan().Clear();
        return array;
    }

    /// <summary>Compares what a device has moved with what it had to, and demands that nothing faulted.</summary>
    /// <param name="device">The device.</param>
    /// <param name="bytesIn">The bytes that the device needs.</param>
    /// <param name="bytesOut">The bytes that it has written.</param>
    /// <param name="arrays">The arrays, which are read on the host: what was written comes home then.</param>
    public static void Check(HmmDevice device, long bytesIn, long bytesOut, params ReadOnlySpan<IReadBack> arrays)
    {
        foreach (IReadBack array in arrays)
            array.Touch();
        HmmStatistics statistics = device.Statistics;
        Assert.Equal(0, statistics.Faults);
        Assert.Equal(0, statistics.BytesDemanded);
        Assert.Equal(bytesIn, statistics.BytesIn);
        Assert.Equal(bytesOut, statistics.BytesOut);
    }
}
