namespace HmmGen.Tests.Generated.Methods;

/// <summary>Kernels whose effects can be counted.</summary>
internal static partial class EffectKernels
{
    /// <summary>The accesses that an item of <see cref="StoreAtomicLoadAtomic"/> makes: store 2, atomic 2, load 2, atomic 1.</summary>
    public const int Accesses = 7;

    /// <summary>Those of them that write.</summary>
    public const int Writes = 4;

    /// <summary>A store, an atomic, another load, a second atomic: were one of them made twice or not at all, a count would tell.</summary>
    [HmmKernel]
    public static void StoreAtomicLoadAtomic(
        int i, ReadOnlySpan<int> places, ReadOnlySpan<int> amounts, Span<int> log, Span<int> first, Span<long> second)
    {
        log[i] += 1;
        Interlocked.Add(ref first[places[i]], 3);
        int amount = amounts[places[i]];
        Interlocked.Add(ref second[amount], amount + 1);
    }

    /// <summary>The old value of an atomic decides where the next effects go; none of them may happen twice.</summary>
    [HmmKernel]
    public static void Draw(int i, int draws, Span<int> counter, Span<int> drawn, Span<int> drawnBy)
    {
        for (int draw = 0; draw < draws; draw++)
        {
            int ticket = Interlocked.Increment(ref counter[0]) - 1;
            drawn[ticket] += 1;
            drawnBy[i]++;
        }
    }
}
