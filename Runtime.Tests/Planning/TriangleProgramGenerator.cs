using HmmGen.Base;
using HmmGen.Kernels;

namespace HmmGen.Tests.Planning;

/// <summary>Makes up kernels whose loops go up to each other and to the work item, with factors of 1 between them.</summary>
/// <param name="seed">Decides all.</param>
internal sealed class TriangleProgramGenerator(ulong seed)
{
    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "==", "!="];

    private readonly Random _random = new((int)(seed ^ (seed >> 32)));

    internal PlanProgram Next()
    {
        int rank = _random.Next(1, 3);
        long first0 = _random.Next(0, 9);
        long first1 = rank > 1 ? _random.Next(0, 9) : 0;
        PlanProgram.PlanLoop[] nest = new PlanProgram.PlanLoop[_random.Next(1, 3)];
        for (int depth = 0; depth < nest.Length; depth++)
        {
            PlanNode edge = Near(rank, depth);
            PlanNode end = _random.Next(3) == 0 ? Near(rank, depth) : new PlanNode.Number(_random.Next(-2, 16));
            bool isTurned = _random.Next(2) == 0;
            int step = _random.Next(3) == 0 ? -1 : 1;
            nest[depth] = isTurned ? new(end, edge, step) : new(edge, end, step);
        }

        PlanProgram.PlanSite[] sites = new PlanProgram.PlanSite[_random.Next(1, 3)];
        for (int site = 0; site < sites.Length; site++)
        {
            int depth = _random.Next(0, nest.Length + 1);
            PlanProgram.PlanTest[] when = new PlanProgram.PlanTest[_random.Next(0, 3)];
            for (int test = 0; test < when.Length; test++)
                when[test] = new(Comparisons[_random.Next(6)], Any(rank, depth), Near(rank, depth), _random.Next(2) == 0);
            AccessKind kind = (AccessKind)_random.Next(1, 4);
            sites[site] = new(depth, 0, kind, Element(rank, depth), when, true);
        }

        return new PlanProgram
        {
            Rank = rank,
            Box = new WorkBox(first0, first0 + _random.Next(1, 9), first1, rank > 1 ? first1 + _random.Next(1, 9) : 1, 0, 1),
            Lengths = [_random.Next(4) == 0 ? _random.Next(0, 300) : 2000],
            Loops = nest,
            Sites = sites,
        };
    }

    /// <summary>An index of the work item, or a loop outside.</summary>
    private PlanNode Any(int rank, int depth)
    {
        int at = _random.Next(rank + depth);
        return at < rank ? new PlanNode.Index(at) : new PlanNode.Loop(at - rank);
    }

    private PlanNode Near(int rank, int depth) => new PlanNode.Operation("+", Any(rank, depth), new PlanNode.Number(_random.Next(-3, 4)));

    /// <summary>A sum of some of the variables, in rows or in columns; each factor is large enough that elements seldom meet.</summary>
    private PlanNode Element(int rank, int depth)
    {
        PlanNode sum = new PlanNode.Number(_random.Next(0, 4) * 10);
        int[] factors = [1, 16, 20, 100];
        _random.Shuffle(factors);
        for (int at = 0; at < rank + depth; at++)
        {
            if (_random.Next(4) == 0) continue;
            PlanNode variable = at < rank ? new PlanNode.Index(at) : new PlanNode.Loop(at - rank);
            sum = new PlanNode.Operation("+", sum, new PlanNode.Operation("*", variable, new PlanNode.Number(factors[at])));
        }

        return sum;
    }
}
