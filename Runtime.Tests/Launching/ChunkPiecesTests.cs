using HmmGen.Base;
using HmmGen.Launching;
using HmmGen.Planning;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>The pieces of a chunk are the chunk, whatever its shape is and wherever frames break.</summary>
public sealed class ChunkPiecesTests(ITestOutputHelper output)
{
    [Fact]
    public void Pieces_are_the_chunk_without_overlap_and_without_a_rest()
    {
        int chunks = TestScale.Iterations(quick: 300, full: 2_000, @long: 50_000);
        output.WriteLine($"seeds from {TestSeeds.First}");
        for (int seed = TestSeeds.First; seed < TestSeeds.First + chunks; seed++)
        {
            Random random = new(seed);
            BrokenChunk chunk = new(BoxOf(random), Enumerable.Range(0, random.Next(12)).Select(_ => random.NextDouble()), random.Next(0, 3000));
            List<ChunkPiece> pieces = chunk.Cut();
            byte[] seen = new byte[chunk.Box.Count];
            foreach (ChunkPiece piece in pieces)
            {
                Assert.True(chunk.BoxOf(piece.Plan) == piece.Box, $"seed {seed}: the plan of {piece.Box} is that of another box");
                Assert.True(pieces.Count == 1 || chunk.IsWhole(piece.Box) == piece.IsWhole, $"seed {seed}: {piece.Box} has other frames");
                chunk.Mark(piece.Box, seen);
            }

            Assert.True(Array.TrueForAll(seen, static times => times == 1), $"seed {seed}: {chunk.Box} became {string.Join(", ", pieces)}");
            Assert.InRange(pieces.Count, 1, ChunkPieces.MostPieces);
        }
    }

    [Fact]
    public void Most_items_of_a_chunk_with_one_break_are_in_whole_pieces()
    {
        int chunks = TestScale.Iterations(quick: 100, full: 500, @long: 5_000);
        output.WriteLine($"seeds from {TestSeeds.First}");
        for (int seed = TestSeeds.First; seed < TestSeeds.First + chunks; seed++)
        {
            Random random = new(seed);
            int rows = random.Next(64, 200), width = random.Next(400, 1000);
            BrokenChunk chunk = new(new WorkBox(7, 7 + rows, 0, width, 0, 1), [0.2 + 0.6 * random.NextDouble()], reach: width);
            long whole = chunk.Cut().Where(static piece => piece.IsWhole).Sum(static piece => piece.Box.Count);
            Assert.True(whole >= 0.9 * chunk.Box.Count, $"seed {seed}: {whole} of {chunk.Box.Count}");
        }
    }

    private static WorkBox BoxOf(Random random)
    {
        // Sizes of one are what cuts fall over.
        long[] sizes = [1, 1, 1];
        for (int dimension = 0; dimension < 3; dimension++)
        {
            sizes[dimension] = random.Next(3) switch { 0 => 1, 1 => random.Next(1, 6), _ => random.Next(1, dimension == 0 ? 200 : 3000) };
        }

        while (sizes[0] * sizes[1] * sizes[2] > 1 << 18)
        {
            int longest = Array.IndexOf(sizes, sizes.Max());
            sizes[longest] = (sizes[longest] + 1) / 2;
        }

        long[] first = [random.Next(50), random.Next(50), random.Next(50)];
        return new WorkBox(first[0], first[0] + sizes[0], first[1], first[1] + sizes[1], first[2], first[2] + sizes[2]);
    }

    /// <summary>A chunk whose items, row by row, touch memory in their order, some elements before and behind their own; it breaks at some places.</summary>
    private sealed class BrokenChunk(WorkBox box, IEnumerable<double> breaks, long reach)
    {
        private readonly Dictionary<AccessPlan, WorkBox> _boxes = new(ReferenceEqualityComparer.Instance);
        private readonly Random _where = new((int)box.Count);
        private readonly long[] _breaks = [.. breaks.Select(at => (long)(at * box.Count))];

        public WorkBox Box => box;

        public List<ChunkPiece> Cut() => new ChunkPieces(PlanOf, PlaceOf).Of(new LaunchChunk(box, PlanOf(box), Direct: true), cuts: true);

        public WorkBox BoxOf(AccessPlan plan) => _boxes[plan];

        public bool IsWhole(WorkBox part)
        {
            long first = NumberOf(part.First0, part.First1, part.First2) - reach, last = NumberOf(part.End0 - 1, part.End1 - 1, part.End2 - 1) + reach;
            return !Array.Exists(_breaks, at => first < at && at <= last);
        }

        public void Mark(WorkBox part, byte[] seen)
        {
            for (long i = part.First0; i < part.End0; i++)
            {
                for (long j = part.First1; j < part.End1; j++)
                {
                    for (long k = part.First2; k < part.End2; k++)
                    {
                        seen[NumberOf(i, j, k)]++;
                    }
                }
            }
        }

        /// <summary>Where a break is only says where to look first. So any answer does.</summary>
        private PieceFrames PlaceOf(AccessPlan plan) => IsWhole(BoxOf(plan)) ? new PieceFrames([0], 1) : new PieceFrames(null, _where.NextDouble());

        private AccessPlan PlanOf(WorkBox part)
        {
            AccessPlan plan = new([], plannedInBounds: true, lateInBounds: true, restInBounds: true, refusal: null, late: []);
            _boxes.Add(plan, part);
            return plan;
        }

        private long NumberOf(long i, long j, long k) => ((i - box.First0) * box.Size(1) + (j - box.First1)) * box.Size(2) + (k - box.First2);
    }
}
