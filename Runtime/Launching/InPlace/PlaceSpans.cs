// Safety: addresses are those of regions that the caller has locked, and are used while it has.
using HmmGen.Kernels;
using HmmGen.Memory;

namespace HmmGen.Launching.InPlace;

/// <summary>Tells where the elements of a launch lie in the memory of the process.</summary>
internal static class PlaceSpans
{
    /// <summary>The place of each span parameter's elements. Tables differ, so that addresses tell which of two elements comes first.</summary>
    /// <param name="buffers">The buffers of a launch, with regions.</param>
    /// <returns>The spans.</returns>
    public static unsafe DeviceSpan[] Of(ReadOnlySpan<LaunchBuffer> buffers)
    {
        DeviceSpan[] spans = new DeviceSpan[buffers.Length];
        for (int i = 0; i < spans.Length; i++)
        {
            LaunchBuffer buffer = buffers[i];
            long origin = buffer.Region is { } region ? (long)region.Address + buffer.Start * buffer.ElementSize : 0;
            spans[i] = new DeviceSpan { Origin = origin, Table = i, Length = (int)buffer.Length };
        }

        return spans;
    }
}
