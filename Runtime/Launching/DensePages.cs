using HmmGen.Base;

namespace HmmGen.Launching;

/// <summary>
/// Finds the neighbourhood of a faulted page that is probably wanted as a whole. A block of 2 MiB is a tree whose leaves have 64 KiB. A node of which more than
/// half is there is wanted whole, and the largest such node counts. So a few faults in an area that is used densely bring all of it, in steps that double.
/// Scattered faults bring nothing but their pages.
/// </summary>
internal static class DensePages
{
    private const long LeafBytes = 64 << 10;
    private const long BlockBytes = 2 << 20;

    /// <summary>Finds the largest node around a page that is wanted as a whole.</summary>
    /// <param name="page">The page, which is there.</param>
    /// <param name="pageBytes">The bytes of a page.</param>
    /// <param name="bounds">The pages that count: those that the launch can touch.</param>
    /// <param name="isThere">Whether a page is there.</param>
    /// <returns>The node's pages within the bounds; no pages when no node is wanted.</returns>
    public static PageRun Around(long page, long pageBytes, PageRun bounds, Func<long, bool> isThere)
    {
        PageRun found = new(page, 0);
        PageRun counted = new(page, 0);
        long there = 0;
        for (long size = Math.Max(1, LeafBytes / pageBytes); size <= Math.Max(1, BlockBytes / pageBytes); size *= 2)
        {
            PageRun node = Within(new PageRun(page / size * size, size), bounds);
            there += Count(node.First, counted.First, isThere) + Count(counted.End, node.End, isThere);
            counted = node;
            if (2 * there > node.Count)
            {
                found = node;
            }
        }

        return found;
    }

    private static PageRun Within(PageRun node, PageRun bounds)
    {
        long first = Math.Max(node.First, bounds.First);
        return new PageRun(first, Math.Min(node.End, bounds.End) - first);
    }

    private static long Count(long first, long end, Func<long, bool> isThere)
    {
        long count = 0;
        for (long page = first; page < end; page++)
        {
            count += isThere(page) ? 1 : 0;
        }

        return count;
    }
}
