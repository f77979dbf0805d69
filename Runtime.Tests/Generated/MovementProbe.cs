using System.Runtime.InteropServices;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>A simulated device and arrays, to measure what launches move between them.</summary>
/// <param name="options">The device's options.</param>
internal sealed class MovementProbe(SimulatedOptions options) : IDisposable
{
    private readonly List<IDisposable> _arrays = [];
    private readonly List<Action> _readBacks = [];

    /// <summary>The device.</summary>
    public HmmDevice Device { get; } = HmmDevice.Simulated(options);

    /// <summary>Makes an array that has been written, and not with zeros, which would not be copied.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array, disposed of with the probe.</returns>
    public HmmArray<T> Written<T>(int length) where T : unmanaged
    {
        HmmArray<T> array = Unwritten<T>(length);
        MemoryMarshal.AsBytes(array.AsSpan()).Fill(1);
        return array;
    }

    /// <summary>Makes an array that nobody has written.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array, disposed of with the probe.</returns>
    public HmmArray<T> Unwritten<T>(int length) where T : unmanaged
    {
        HmmArray<T> array = HmmSpace.Shared.Allocate<T>(length);
        _arrays.Add(array);
        _readBacks.Add(() => array.Prefetch(HmmDevice.Host, HmmRange.All));
        return array;
    }

    /// <summary>Brings every array to the host: what only the device has comes home.</summary>
    public void ReadBack() => _readBacks.ForEach(readBack => readBack());

    /// <summary>Reads every array back, and compares what was moved with what had to be; nothing may have faulted.</summary>
    /// <param name="bytesIn">The bytes that the device needs.</param>
    /// <param name="bytesOut">The bytes that it has written.</param>
    public void Check(long bytesIn, long bytesOut)
    {
        ReadBack();
        HmmStatistics statistics = Device.Statistics;
        Assert.Equal(0, statistics.Faults);
        Assert.Equal(0, statistics.BytesDemanded);
        Assert.Equal((bytesIn, bytesOut), (statistics.BytesIn, statistics.BytesOut));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _arrays.ForEach(array => array.Dispose());
        Device.Dispose();
    }
}
