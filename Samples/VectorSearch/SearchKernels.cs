namespace HmmGen.VectorSearch;

/// <summary>All kernels: they draw vectors, divide them into lists and search the lists.</summary>
public static partial class SearchKernels
{
    /// <summary>How many neighbours a search gives.</summary>
    public const int Neighbours = 10;

    /// <summary>Draws a vector near one of many centres.</summary>
    [HmmKernel]
    public static void Draw(int row, uint seed, int clusters, float spread, int dimensions, Span<float> vectors)
    {
        uint cluster = Mix(seed + (uint)row) % (uint)clusters;
        for (int d = 0; d < dimensions; d++)
        {
            uint noise = Mix(Mix(seed ^ 0x9E3779B9u) + (uint)(row * dimensions + d));
            float away = ((noise & 0xFFFF) + (noise >> 16)) * (1f / 65536f) - 1f;
            vectors[row * dimensions + d] = Mix(seed + cluster * 4096u + (uint)d) * (1f / 4294967296f) + spread * away;
        }
    }

    /// <summary>Finds the list with the nearest centre for every <paramref name="step"/>-th vector.</summary>
    [HmmKernel]
    public static void Assign(int i, int step, VectorLayout layout, ReadOnlySpan<float> vectors, ReadOnlySpan<float> centres, Span<int> lists)
    {
        int best = 0;
        float least = float.PositiveInfinity;
        for (int list = 0; list * layout.Dimensions < centres.Length; list++)
        {
            float distance = Distance(
                vectors.Slice(layout.At(i * step), layout.Dimensions), centres.Slice(list * layout.Dimensions, layout.Dimensions));
            if (distance < least)
            {
                least = distance;
                best = list;
            }
        }

        lists[i] = best;
    }

    /// <summary>Moves a centre to the mean of its members, one dimension an item. A centre without members stays.</summary>
    [HmmKernel(Rank = 2)]
    public static void Average(
        int list, int d, int step, VectorLayout layout, ReadOnlySpan<int> starts, ReadOnlySpan<int> members, ReadOnlySpan<float> vectors,
        Span<float> centres)
    {
        int end = starts[list + 1];
        if (starts[list] == end)
            return;
        float sum = 0;
        for (int k = starts[list]; k < end; k++)
            sum += vectors[layout.At(members[k] * step) + d];
        centres[list * layout.Dimensions + d] = sum / (end - starts[list]);
    }

    /// <summary>Copies a vector to its place in its list.</summary>
    [HmmKernel]
    public static void Gather(int place, VectorLayout layout, ReadOnlySpan<int> members, ReadOnlySpan<float> vectors, Span<float> listed)
        => vectors.Slice(layout.At(members[place]), layout.Dimensions)
            .CopyTo(listed.Slice(place * layout.Dimensions, layout.Dimensions));

    /// <summary>The distance of a query to the centre of a list.</summary>
    [HmmKernel]
    public static void Compare(int list, int dimensions, ReadOnlySpan<float> query, ReadOnlySpan<float> centres, Span<float> distances)
        => distances[list] = Distance(query.Slice(0, dimensions), centres.Slice(list * dimensions, dimensions));

    /// <summary>Searches one of <paramref name="parts"/> parts of each probed list, and gives the nearest vectors of all these.</summary>
    [HmmKernel]
    public static void Search(
        int part, int parts, int dimensions, ReadOnlySpan<float> query, ReadOnlySpan<int> probed, ReadOnlySpan<int> starts,
        ReadOnlySpan<float> listed, Span<float> distances, Span<int> places)
    {
        Span<float> nearest = stackalloc float[Neighbours];
        Span<int> found = stackalloc int[Neighbours];
        nearest.Fill(float.PositiveInfinity);
        found.Fill(-1);
        for (int p = 0; p < probed.Length; p++)
        {
            int start = starts[probed[p]];
            int size = starts[probed[p] + 1] - start;
            int end = start + (int)((long)size * (part + 1) / parts);
            for (int place = start + (int)((long)size * part / parts); place < end; place++)
            {
                float distance = Distance(query.Slice(0, dimensions), listed.Slice(place * dimensions, dimensions));
                if (distance < nearest[Neighbours - 1])
                {
                    int k = Neighbours - 1;
                    for (; k > 0 && nearest[k - 1] > distance; k--)
                    {
                        nearest[k] = nearest[k - 1];
                        found[k] = found[k - 1];
                    }

                    nearest[k] = distance;
                    found[k] = place;
                }
            }
        }

        for (int k = 0; k < Neighbours; k++)
        {
            distances[part * Neighbours + k] = nearest[k];
            places[part * Neighbours + k] = found[k];
        }
    }

    /// <summary>The squared distance of two vectors. Four sums, since an addition need not wait for that of another sum.</summary>
    public static float Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int d = 0;
        for (; d + 3 < one.Length; d += 4)
        {
            float away0 = one[d] - other[d], away1 = one[d + 1] - other[d + 1];
            float away2 = one[d + 2] - other[d + 2], away3 = one[d + 3] - other[d + 3];
            sum0 += away0 * away0;
            sum1 += away1 * away1;
            sum2 += away2 * away2;
            sum3 += away3 * away3;
        }

        for (; d < one.Length; d++)
            sum0 += (one[d] - other[d]) * (one[d] - other[d]);
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352Du;
        x = (x ^ (x >> 15)) * 0x846CA68Bu;
        return x ^ (x >> 16);
    }
}
