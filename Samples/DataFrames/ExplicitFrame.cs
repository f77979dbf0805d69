using System.Diagnostics;
using HmmGen.Samples;
using ILGPU;
using ILGPU.Runtime;

namespace HmmGen.DataFrames;

/// <summary>The queries as one writes them for ILGPU by hand: the columns are copied to the device whole; the host sorts what was taken.</summary>
internal static class ExplicitFrame
{
    /// <summary>Copies the columns and asks all queries.</summary>
    /// <param name="kind">The kind of device.</param>
    /// <param name="delay">The delays.</param>
    /// <param name="distance">The distances.</param>
    /// <param name="time">The times of departure.</param>
    /// <param name="lateness">Which flights are taken.</param>
    /// <returns>How long copies and queries took.</returns>
    public static TimeSpan Measure(
        HmmDeviceKind kind, FrameColumn<short> delay, FrameColumn<short> distance, FrameColumn<float> time, Lateness lateness)
    {
        using ExplicitAccelerator opened = new(kind);
        Accelerator accelerator = opened.Accelerator;
        var filter = accelerator.LoadAutoGroupedStreamKernel<
            Index1D, int, int, ArrayView<short>, ArrayView<byte>, ArrayView<short>, ArrayView<byte>, ArrayView<byte>>(Filter);
        var group = accelerator.LoadAutoGroupedStreamKernel<
            Index1D, ArrayView<float>, ArrayView<byte>, ArrayView<short>, ArrayView<byte>, ArrayView<int>, ArrayView<long>>(Group);
        var join = accelerator.LoadAutoGroupedStreamKernel<
            Index1D, ArrayView<int>, ArrayView<short>, ArrayView<int>, ArrayView<int>>(Join);
        short[] delays = delay.ToArray();
        short[] distances = distance.ToArray();
        float[] times = time.ToArray();
        byte[][] bits = [Bits(delay.ToMask()), Bits(distance.ToMask()), Bits(time.ToMask())];
        int[] routeOf = [.. Enumerable.Repeat(-1, ushort.MaxValue)];
        for (int k = 0; k < Routes.Distances.Length; k++)
            routeOf[Routes.Distances[k]] = k;

        long start = Stopwatch.GetTimestamp();
        using MemoryBuffer1D<short, Stride1D.Dense> delaysThere = accelerator.Allocate1D(delays);
        using MemoryBuffer1D<short, Stride1D.Dense> distancesThere = accelerator.Allocate1D(distances);
        using MemoryBuffer1D<float, Stride1D.Dense> timesThere = accelerator.Allocate1D(times);
        using MemoryBuffer1D<byte, Stride1D.Dense> delayBits = accelerator.Allocate1D(bits[0]);
        using MemoryBuffer1D<byte, Stride1D.Dense> distanceBits = accelerator.Allocate1D(bits[1]);
        using MemoryBuffer1D<byte, Stride1D.Dense> timeBits = accelerator.Allocate1D(bits[2]);
        using MemoryBuffer1D<byte, Stride1D.Dense> flags = accelerator.Allocate1D<byte>(delays.Length);
        filter(
            delays.Length,
            lateness.Minutes,
            lateness.Miles,
            delaysThere.View,
            delayBits.View,
            distancesThere.View,
            distanceBits.View,
            flags.View);
        byte[] isTaken = flags.GetAsArray1D();
        int[] taken = [.. Enumerable.Range(0, isTaken.Length).Where(row => isTaken[row] != 0)];

        using MemoryBuffer1D<int, Stride1D.Dense> counts = accelerator.Allocate1D(new int[FrameKernels.Hours]);
        using MemoryBuffer1D<long, Stride1D.Dense> sums = accelerator.Allocate1D(new long[FrameKernels.Hours]);
        group(delays.Length, timesThere.View, timeBits.View, delaysThere.View, delayBits.View, counts.View, sums.View);
        _ = (counts.GetAsArray1D(), sums.GetAsArray1D());

        using MemoryBuffer1D<int, Stride1D.Dense> takenThere = accelerator.Allocate1D(taken);
        using MemoryBuffer1D<int, Stride1D.Dense> routesThere = accelerator.Allocate1D(routeOf);
        using MemoryBuffer1D<int, Stride1D.Dense> matches = accelerator.Allocate1D<int>(taken.Length);
        join(taken.Length, takenThere.View, distancesThere.View, routesThere.View, matches.View);
        _ = matches.GetAsArray1D();
        Array.Sort([.. taken.Select(row => ((long)delays[row] << 32) + row)], taken);
        return Stopwatch.GetElapsedTime(start);
    }

    private static byte[] Bits(bool[] mask)
    {
        byte[] bits = new byte[(mask.Length + 7) / 8];
        for (int row = 0; row < mask.Length; row++)
            bits[row / 8] |= (byte)(mask[row] ? 1 << row % 8 : 0);
        return bits;
    }

    private static bool HasValue(int row, ArrayView<byte> bits) => (bits[row >> 3] >> (row & 7) & 1) != 0;

    private static void Filter(
        Index1D row, int minutes, int miles, ArrayView<short> delay, ArrayView<byte> delayBits, ArrayView<short> distance,
        ArrayView<byte> distanceBits, ArrayView<byte> flags)
    {
        bool isTaken = HasValue(row, delayBits) && HasValue(row, distanceBits) && delay[row] > minutes && distance[row] < miles;
        flags[row] = (byte)(isTaken ? 1 : 0);
    }

    private static void Group(
        Index1D row, ArrayView<float> time, ArrayView<byte> timeBits, ArrayView<short> delay, ArrayView<byte> delayBits,
        ArrayView<int> counts, ArrayView<long> sums)
    {
        if (!HasValue(row, timeBits) || !HasValue(row, delayBits))
            return;
        int hour = IntrinsicMath.Clamp((int)time[row], 0, FrameKernels.Hours - 1);
        Atomic.Add(ref counts[hour], 1);
        Atomic.Add(ref sums[hour], delay[row]);
    }

    private static void Join(
        Index1D i, ArrayView<int> taken, ArrayView<short> distance, ArrayView<int> routes, ArrayView<int> matches)
        => matches[i] = routes[distance[taken[i]] & 0xFFFF];
}
