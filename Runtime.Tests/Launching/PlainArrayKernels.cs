namespace HmmGen.Tests.Launching;

/// <summary>Kernels that write some of an array's elements, or some of their bytes.</summary>
public static partial class PlainArrayKernels
{
    /// <summary>Two numbers of eight bytes together.</summary>
    public struct Two
    {
        /// <summary>The kernel writes this one.</summary>
        public int First;

        /// <summary>And leaves this one.</summary>
        public int Second;
    }

    /// <summary>Every fourth element, by an exact plan.</summary>
    [HmmKernel]
    public static void Add(int i, Span<int> all) => all[i * 4] += i + 1;

    /// <summary>Every fourth element, from others far ahead, so that the pages are read before they are written.</summary>
    [HmmKernel]
    public static void Fetch(int i, int ahead, ReadOnlySpan<int> from, Span<int> to) => to[i * 4] = from[(i * 4) + ahead] + i;

    /// <summary>Elements that only data tell.</summary>
    [HmmKernel]
    public static void Scatter(int i, ReadOnlySpan<int> places, Span<int> all) => all[places[i]] = i + 1;

    /// <summary>One field of each element.</summary>
    [HmmKernel]
    public static void SetFirst(int i, Span<Two> all) => all[i].First += i + 1;

    /// <summary>Every element.</summary>
    [HmmKernel]
    public static void Double(int i, Span<int> all) => all[i] *= 2;
}
