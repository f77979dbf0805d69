namespace HmmGen.Corpus;

/// <summary>Atomic operations on elements; the final memory does not depend on the order of the items.</summary>
public static partial class Atomics
{
    /// <summary>
    /// A store, an atomic, another load, a second atomic: wherever the item faults, each of them happens exactly once.
    /// </summary>
    [HmmKernel]
    public static void ExactlyOnce(
        int i, ReadOnlySpan<int> places, ReadOnlySpan<int> amounts, Span<int> log, Span<int> first, Span<long> second)
    {
        log[i] += 1;
        Interlocked.Add(ref first[places[i]], 3);
        int amount = amounts[places[i]];
        Interlocked.Add(ref second[amount], amount + 1);
    }

    /// <summary>Additions to all four integer types.</summary>
    [HmmKernel]
    public static void Additions(int i, ReadOnlySpan<int> places, Span<int> s32, Span<uint> u32, Span<long> s64, Span<ulong> u64)
    {
        int place = places[i];
        Interlocked.Add(ref s32[place], i - 50);
        Interlocked.Add(ref u32[place], (uint)i * 2654435761u);
        Interlocked.Add(ref s64[place], -(long)i << 33);
        Interlocked.Add(ref u64[place], (ulong)i << 40);
    }

    /// <summary>Increments and decrements.</summary>
    [HmmKernel]
    public static void UpAndDown(int i, ReadOnlySpan<sbyte> signs, Span<int> up, Span<long> down)
    {
        if (signs[i] >= 0)
            Interlocked.Increment(ref up[signs[i]]);
        else
            Interlocked.Decrement(ref down[-signs[i]]);
    }

    /// <summary>Old values are used: each item takes a cell of its own and leaves something there.</summary>
    [HmmKernel]
    public static void TakeAndLeave(int i, Span<int> cells, Span<int> taken, Span<double> weights, Span<double> old)
    {
        taken[i] = Interlocked.Exchange(ref cells[i], ~i);
        old[i] = Interlocked.Exchange(ref weights[i], i * 0.5);
    }

    /// <summary>The first to come claims a cell; only how many succeed is determined.</summary>
    [HmmKernel]
    public static void Claim(int i, ReadOnlySpan<int> wishes, Span<int> owners, Span<int> claims)
    {
        if (Interlocked.CompareExchange(ref owners[wishes[i]], 1, 0) == 0)
            Interlocked.Increment(ref claims[wishes[i] % 4]);
    }

    /// <summary>The largest value by a loop of compare-and-exchange.</summary>
    [HmmKernel]
    public static void Largest(int i, int groups, ReadOnlySpan<long> values, Span<long> largest)
    {
        int group = i % groups;
        long value = values[i];
        long seen = Interlocked.CompareExchange(ref largest[group], 0, 0);
        while (value > seen)
        {
            long found = Interlocked.CompareExchange(ref largest[group], value, seen);
            if (found == seen)
                break;
            seen = found;
        }
    }

    /// <summary>A ticket from a counter names a cell that is the item's own: every ticket is given out once.</summary>
    [HmmKernel]
    public static void Tickets(int i, Span<uint> counter, Span<short> tickets)
    {
        int ticket = (int)Interlocked.Increment(ref counter[0]) - 1;
        tickets[ticket]++;
    }

    /// <summary>Additions of fractions; the order shows in the last bits.</summary>
    [HmmKernel]
    public static void SingleSums(int i, ReadOnlySpan<int> places, ReadOnlySpan<float> values, Span<float> sums)
        => HmmAtomic.Add(ref sums[places[i]], values[i]);

    /// <summary>Additions of fractions in double precision, and a use of the value before.</summary>
    [HmmKernel]
    public static void DoubleSums(int i, ReadOnlySpan<int> places, ReadOnlySpan<double> values, Span<double> sums, Span<bool> finite)
    {
        double before = HmmAtomic.Add(ref sums[places[i]], values[i]);
        finite[i] = before < 1e300;
    }

    /// <summary>Smallest and largest of fractions.</summary>
    [HmmKernel]
    public static void FloatingExtremes(
        int i, ReadOnlySpan<int> places, ReadOnlySpan<float> x, ReadOnlySpan<double> y,
        Span<float> low32, Span<float> high32, Span<double> low64, Span<double> high64)
    {
        int place = places[i];
        HmmAtomic.Min(ref low32[place], x[i]);
        HmmAtomic.Max(ref high32[place], x[i]);
        HmmAtomic.Min(ref low64[place], y[i]);
        HmmAtomic.Max(ref high64[place], y[i]);
    }
}
