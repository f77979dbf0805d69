namespace HmmGen.Corpus;

/// <summary>Generators of random numbers; the state of each item is an element.</summary>
public static partial class RandomNumbers
{
    /// <summary>Marsaglia's xorshift, several draws an item, the state kept.</summary>
    [HmmKernel]
    public static void XorShift(int i, int draws, Span<uint> states, Span<float> means)
    {
        uint state = states[i];
        float sum = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            sum += (state >> 8) * (1f / (1 << 24));
        }

        states[i] = state;
        means[i] = sum / draws;
    }

    /// <summary>Points in a circle, counted for all items.</summary>
    [HmmKernel]
    public static void CirclePoints(int i, int draws, ReadOnlySpan<ulong> seeds, Span<long> inside)
    {
        ulong state = seeds[i];
        int count = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            double x = Next(ref state);
            double y = Next(ref state);
            if (x * x + y * y < 1)
                count++;
        }

        Interlocked.Add(ref inside[0], count);
    }

    private static double Next(ref ulong state)
    {
        state = state * 6364136223846793005UL + 1442695040888963407UL;
        return (state >> 11) * (1.0 / (1UL << 53));
    }
}
