namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels whose items come to their rows again in each turn of a loop.</summary>
public static partial class HeldKernels
{
    /// <summary>The nearest of some centres, with sums in order.</summary>
    [HmmKernel]
    public static void Nearest(int item, int width, int centres, ReadOnlySpan<float> rows, ReadOnlySpan<float> means, Span<int> nearest)
    {
        float least = float.MaxValue;
        int best = -1;
        for (int centre = 0; centre < centres; centre++)
        {
            float sum = 0;
            for (int j = 0; j < width; j++)
            {
                float difference = rows[item * width + j] - means[centre * width + j];
                sum += difference * difference;
            }

            if (sum < least)
            {
                least = sum;
                best = centre;
            }
        }

        nearest[item] = best;
    }

    /// <summary>Rows of two types and other lengths, of which a part is read, twice in a turn; one walk is made once.</summary>
    [HmmKernel]
    public static void Parts(int item, int width, int turns, ReadOnlySpan<sbyte> small, ReadOnlySpan<double> wide, Span<double> results)
    {
        double norm = 0;
        int start = item * (width + 3);
        for (int j = 0; j < width; j++) norm += wide[start + j];
        double sum = 0;
        for (int turn = 1; turn <= turns; turn++)
        {
            for (int j = 2; j <= width; j++)
            {
                sum -= wide[start + j] * (small[item * width + j - 1] - turn) + wide[start + j];
            }

            sum += norm;
        }

        results[item] = sum;
    }

    /// <summary>Rows of planes, of narrow numbers and of truths.</summary>
    [HmmKernel(Rank = 2)]
    public static void Planes(int plane, int item, int count, int width, int turns, ReadOnlySpan<short> rows, ReadOnlySpan<bool> marks, Span<int> sums)
    {
        int sum = 0;
        bool any = false;
        for (int turn = 0; turn < turns; turn++)
        {
            for (int j = 0; j < width; j++)
            {
                bool mark = marks[(plane * count + item) * width + j];
                int number = rows[(plane * count + item) * width + j];
                sum = sum * 3 + number;
                any |= mark ^ (number > 100);
            }
        }

        sums[plane * count + item] = any ? sum : ~sum;
    }

    /// <summary>A walk within two loops, only in some turns.</summary>
    [HmmKernel]
    public static void Sometimes(int item, int width, int turns, ReadOnlySpan<uint> rows, Span<uint> results)
    {
        uint any = 7;
        for (int outer = 0; outer < turns; outer++)
        {
            for (int turn = outer & 1; turn < turns; turn++)
            {
                if ((turn & 3) != 1)
                {
                    for (int j = 0; j < width; j++) any = any * 5 + (rows[j + width * item] >> turn);
                }
            }
        }

        results[item] = any;
    }

    /// <summary>Rows from the last to the first, which lie in what no other item reads; the start is that of another row in each turn.</summary>
    [HmmKernel]
    public static void Moving(int item, int count, int width, int turns, ReadOnlySpan<int> rows, Span<int> results)
    {
        int sum = 0;
        for (int turn = 0; turn < turns; turn++)
        {
            for (int j = 0; j < width; j++) sum = sum * 7 + rows[(turn * count + count - 1 - item) * width + j];
            for (int j = 0; j < width; j++) sum ^= rows[(count - 1 - item) * width + j] * j + sum;
        }

        results[item] = sum;
    }

    /// <summary>A member and an element at a distance that are the same in each turn.</summary>
    [HmmKernel]
    public static void Pulls(int item, int turns, ReadOnlySpan<Place> places, ReadOnlySpan<sbyte> signs, Span<double> pulls)
    {
        double sum = 0;
        int at = 3 * item;
        for (int turn = 0; turn < turns; turn++)
        {
            double distance = places[turn].X - places[item].X;
            sum += distance * places[item].Weight + signs[at + 1];
        }

        pulls[item] = sum;
    }

    /// <summary>A member that each turn changes, beside one that stays.</summary>
    [HmmKernel]
    public static void Changed(int item, int turns, Span<Place> places, ReadOnlySpan<Place> weights)
    {
        float sum = 0;
        for (int turn = 0; turn < turns; turn++)
        {
            sum += places[item].X + weights[item].X;
            places[item].X = sum;
        }
    }

    /// <summary>A place with a weight.</summary>
    public struct Place
    {
        /// <summary>Where it is.</summary>
        public float X;

        /// <summary>How much it pulls.</summary>
        public double Weight;
    }
}
