using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Paging.Eviction;

/// <summary>Passes over the ranks of all frames. A batch makes a few of them, so they take many frames at a time.</summary>
/// <param name="Free">The number of free frames.</param>
/// <param name="Scored">The number of frames with ranks by score.</param>
/// <param name="Foreseen">The number of frames whose pages are foreseen.</param>
/// <param name="LeastForeseen">The least rank of those; <see cref="FrameRanks.Fixed"/> when there are none.</param>
internal readonly record struct RankCounts(int Free, int Scored, int Foreseen, uint LeastForeseen)
{
    /// <summary>Counts ranks by their kinds, and gives each frame the cost of its kind.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="costs">Gets the costs. It is as long as the ranks, or longer.</param>
    /// <param name="ofFree">The cost of a free frame.</param>
    /// <param name="ofRanked">The cost of a frame whose page may leave.</param>
    /// <param name="ofFixed">The cost of any other frame.</param>
    /// <returns>The counts.</returns>
    public static RankCounts Rate(ReadOnlySpan<uint> ranks, Span<byte> costs, byte ofFree, byte ofRanked, byte ofFixed)
    {
        RankCounts counts = new(0, 0, 0, FrameRanks.Fixed);
        ReadOnlySpan<Vector512<uint>> vectors = Vector256.IsHardwareAccelerated
            ? MemoryMarshal.Cast<uint, Vector512<uint>>(ranks)
            : [];
        int done = vectors.Length * Vector512<uint>.Count;
        if (done > 0)
        {
            counts = RateVectors(vectors, MemoryMarshal.Cast<byte, Vector128<byte>>(costs[..done]), ofFree, ofRanked, ofFixed);
        }

        (int free, int scored, int foreseen, uint least) = counts;
        for (int frame = done; frame < ranks.Length; frame++)
        {
            uint rank = ranks[frame];
            bool isForeseen = rank is >= FrameRanks.LeastForeseen and < FrameRanks.Fixed;
            free += rank == FrameRanks.Free ? 1 : 0;
            scored += rank is > FrameRanks.Free and < FrameRanks.LeastForeseen ? 1 : 0;
            foreseen += isForeseen ? 1 : 0;
            least = isForeseen ? Math.Min(least, rank) : least;
            costs[frame] = rank == FrameRanks.Free ? ofFree : rank == FrameRanks.Fixed ? ofFixed : ofRanked;
        }

        return new RankCounts(free, scored, foreseen, least);
    }

    /// <summary>Lists the frames whose pages may leave and that have ranks below a bound, each with its rank above the frame's number.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="bound">The bound, at least 1.</param>
    /// <param name="listed">Gets the frames in order. It is as long as the ranks.</param>
    /// <returns>Their number.</returns>
    public static int List(ReadOnlySpan<uint> ranks, uint bound, Span<ulong> listed)
    {
        int count = 0, done = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector256<uint>> vectors = MemoryMarshal.Cast<uint, Vector256<uint>>(ranks);
            for (int i = 0; i < vectors.Length; i++, done += Vector256<uint>.Count)
            {
                // Free frames have the rank 0: one less is above every bound.
                uint isListed = Vector256.LessThan(vectors[i] - Vector256<uint>.One, Vector256.Create(bound - 1)).ExtractMostSignificantBits();
                for (; isListed != 0; isListed &= isListed - 1)
                {
                    int frame = done + BitOperations.TrailingZeroCount(isListed);
                    listed[count++] = ((ulong)ranks[frame] << 32) | (uint)frame;
                }
            }
        }

        for (int frame = done; frame < ranks.Length; frame++)
        {
            listed[count] = ((ulong)ranks[frame] << 32) | (uint)frame;
            count += ranks[frame] - 1 < bound - 1 ? 1 : 0;
        }

        return count;
    }

    private static RankCounts RateVectors(ReadOnlySpan<Vector512<uint>> ranks, Span<Vector128<byte>> costs, byte ofFree, byte ofRanked, byte ofFixed)
    {
        Vector512<uint> free = default, scored = default, foreseen = default, least = Vector512<uint>.AllBitsSet;
        Vector512<uint> freeCost = Vector512.Create((uint)ofFree), rankedCost = Vector512.Create((uint)ofRanked), fixedCost = Vector512.Create((uint)ofFixed);
        for (int i = 0; i < ranks.Length; i++)
        {
            Vector512<uint> rank = ranks[i];
            Vector512<uint> isFree = Vector512.Equals(rank, Vector512.Create(FrameRanks.Free));
            Vector512<uint> isFixed = Vector512.Equals(rank, Vector512.Create(FrameRanks.Fixed));
            Vector512<uint> isHigh = Vector512.GreaterThanOrEqual(rank, Vector512.Create(FrameRanks.LeastForeseen));

            // A mask is one less than 0 where it holds. A fixed rank is the largest one, so it is never the least.
            free -= isFree;
            scored -= ~(isFree | isHigh);
            foreseen -= isHigh & ~isFixed;
            least = Vector512.Min(least, rank | ~isHigh);
            Vector512<uint> cost = Vector512.ConditionalSelect(isFree, freeCost, Vector512.ConditionalSelect(isFixed, fixedCost, rankedCost));
            Vector256<ushort> halved = Vector256.Narrow(cost.GetLower(), cost.GetUpper());
            costs[i] = Vector128.Narrow(halved.GetLower(), halved.GetUpper());
        }

        uint smallest = uint.MaxValue;
        for (int lane = 0; lane < Vector512<uint>.Count; lane++)
        {
            smallest = Math.Min(smallest, least[lane]);
        }

        return new RankCounts((int)Vector512.Sum(free), (int)Vector512.Sum(scored), (int)Vector512.Sum(foreseen), smallest);
    }
}
