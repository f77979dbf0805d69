using System.Runtime.CompilerServices;

namespace HmmGen.Stress.Collector;

/// <summary>Methods that touch memory and call nothing: while one waits for a page, the collector must wait for it.</summary>
internal static class LeafMethods
{
    /// <summary>Adds numbers up.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Sum(ReadOnlySpan<long> values)
    {
        long sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }

    /// <summary>Adds to every number of a span, in place.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="added">What is added.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(Span<long> values, long added)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += added;
        }
    }

    /// <summary>Copies structs one by one.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="target">Where to; no shorter.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Copy(ReadOnlySpan<Packet> source, Span<Packet> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = source[i];
        }
    }
}
