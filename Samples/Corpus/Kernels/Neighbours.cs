namespace HmmGen.Corpus;

/// <summary>Distances between points.</summary>
public static partial class Neighbours
{
    /// <summary>The nearest of all points and its distance.</summary>
    [HmmKernel]
    public static void Nearest(
        int query, int dimensions, ReadOnlySpan<float> queries, ReadOnlySpan<float> points, Span<int> nearest, Span<float> distance)
    {
        float best = float.MaxValue;
        int place = -1;
        for (int point = 0; point < points.Length / dimensions; point++)
        {
            float sum = 0;
            for (int d = 0; d < dimensions; d++)
            {
                float difference = queries[query * dimensions + d] - points[point * dimensions + d];
                sum += difference * difference;
                if (sum >= best)
                    break;
            }

            if (sum < best)
            {
                best = sum;
                place = point;
            }
        }

        nearest[query] = place;
        distance[query] = MathF.Sqrt(best);
    }

    /// <summary>The four nearest, kept in a sorted local array.</summary>
    [HmmKernel]
    public static void FourNearest(int query, ReadOnlySpan<double> queries, ReadOnlySpan<double> points, Span<int> nearest)
    {
        Span<double> distances = stackalloc double[4];
        Span<int> places = stackalloc int[4];
        int count = 0;
        for (int point = 0; point < points.Length; point++)
        {
            double distance = Math.Abs(points[point] - queries[query]);
            if (count == 4 && distance >= distances[3])
                continue;
            int slot = count < 4 ? count++ : 3;
            for (; slot > 0 && distances[slot - 1] > distance; slot--)
            {
                distances[slot] = distances[slot - 1];
                places[slot] = places[slot - 1];
            }

            distances[slot] = distance;
            places[slot] = point;
        }

        for (int k = 0; k < 4; k++)
            nearest[query * 4 + k] = places[k];
    }
}
