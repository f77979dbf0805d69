using System.Diagnostics;
using HmmGen.Samples;
using ILGPU;
using ILGPU.Runtime;

namespace HmmGen.VectorSearch;

/// <summary>The searches as one writes them for ILGPU by hand: the whole index is copied to the device first.</summary>
internal static class ExplicitSearch
{
    private const int Parts = 64;

    /// <summary>Copies the index and searches.</summary>
    /// <param name="kind">The kind of device.</param>
    /// <param name="index">The index.</param>
    /// <param name="dimensions">How many numbers a vector has.</param>
    /// <param name="queries">The queries.</param>
    /// <param name="probes">How many lists each looks into.</param>
    /// <returns>How long copies and searches took.</returns>
    public static TimeSpan Measure(HmmDeviceKind kind, SearchIndex index, int dimensions, float[][] queries, int probes)
    {
        using ExplicitAccelerator opened = new(kind);
        Accelerator accelerator = opened.Accelerator;
        var compare = accelerator.LoadAutoGroupedStreamKernel<Index1D, int, ArrayView<float>, ArrayView<float>, ArrayView<float>>(Compare);
        var search = accelerator.LoadAutoGroupedStreamKernel<
            Index1D, int, ArrayView<float>, ArrayView<int>, ArrayView<int>, ArrayView<float>, ArrayView<float>, ArrayView<int>>(Search);
        float[] listed = index.Listed.ToArray();
        float[] centres = index.Centres.ToArray();
        int[] starts = index.Starts.ToArray();
        int lists = starts.Length - 1;
        float[] centreDistances = new float[lists];
        float[] distances = new float[Parts * SearchKernels.Neighbours];
        int[] places = new int[distances.Length];

        long start = Stopwatch.GetTimestamp();
        using MemoryBuffer1D<float, Stride1D.Dense> onDevice = accelerator.Allocate1D(listed);
        using MemoryBuffer1D<float, Stride1D.Dense> centresThere = accelerator.Allocate1D(centres);
        using MemoryBuffer1D<int, Stride1D.Dense> startsThere = accelerator.Allocate1D(starts);
        using MemoryBuffer1D<float, Stride1D.Dense> query = accelerator.Allocate1D<float>(dimensions);
        using MemoryBuffer1D<float, Stride1D.Dense> compared = accelerator.Allocate1D<float>(lists);
        using MemoryBuffer1D<int, Stride1D.Dense> probed = accelerator.Allocate1D<int>(Math.Min(probes, lists));
        using MemoryBuffer1D<float, Stride1D.Dense> distancesThere = accelerator.Allocate1D<float>(distances.Length);
        using MemoryBuffer1D<int, Stride1D.Dense> placesThere = accelerator.Allocate1D<int>(places.Length);
        foreach (float[] numbers in queries)
        {
            query.CopyFromCPU(numbers);
            compare(lists, dimensions, query.View, centresThere.View, compared.View);
            compared.CopyToCPU(centreDistances);
            probed.CopyFromCPU(SearchIndex.Nearest(centreDistances, Math.Min(probes, lists)));
            search(
                Parts, dimensions, query.View, probed.View, startsThere.View, onDevice.View, distancesThere.View, placesThere.View);
            distancesThere.CopyToCPU(distances);
            placesThere.CopyToCPU(places);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static void Compare(Index1D list, int dimensions, ArrayView<float> query, ArrayView<float> centres, ArrayView<float> distances)
        => distances[list] = Distance(query, centres, list * dimensions, dimensions);

    private static void Search(
        Index1D part, int dimensions, ArrayView<float> query, ArrayView<int> probed, ArrayView<int> starts, ArrayView<float> listed,
        ArrayView<float> distances, ArrayView<int> places)
    {
        int first = part * SearchKernels.Neighbours;
        int last = first + SearchKernels.Neighbours - 1;
        for (int k = first; k <= last; k++)
        {
            distances[k] = float.PositiveInfinity;
            places[k] = -1;
        }

        for (int p = 0; p < probed.IntLength; p++)
        {
            int start = starts[probed[p]];
            int size = starts[probed[p] + 1] - start;
            int end = start + (int)((long)size * (part + 1) / Parts);
            for (int place = start + (int)((long)size * part / Parts); place < end; place++)
            {
                float distance = Distance(query, listed, place * dimensions, dimensions);
                if (distance >= distances[last])
                    continue;
                int k = last;
                for (; k > first && distances[k - 1] > distance; k--)
                {
                    distances[k] = distances[k - 1];
                    places[k] = places[k - 1];
                }

                distances[k] = distance;
                places[k] = place;
            }
        }
    }

    private static float Distance(ArrayView<float> query, ArrayView<float> vectors, int start, int dimensions)
    {
        float sum = 0;
        for (int d = 0; d < dimensions; d++)
        {
            float away = query[d] - vectors[start + d];
            sum += away * away;
        }

        return sum;
    }
}
