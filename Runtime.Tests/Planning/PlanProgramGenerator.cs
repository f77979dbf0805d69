using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.Planning;

/// <summary>Makes up kernels.</summary>
/// <param name="seed">Decides all.</param>
/// <param name="wild">Whether expressions are more than affine, and conditions and bounds may depend on data.</param>
internal sealed class PlanProgramGenerator(ulong seed, bool wild)
{
    private static readonly string[] Signs =
        ["/", "%", "&", "|", "^", "<<", ">>", "min", "max", "abs", "~", "byte", "sbyte", "short", "ushort", "uint>>1", "*", "+", "-"];

    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "==", "!="];

    private readonly Random _random = new((int)(seed ^ (seed >> 32)));

    internal PlanProgram Next(bool conditions = true, int loops = 3)
    {
        int rank = _random.Next(1, 4);
        long[] edges = new long[6];
        for (int dimension = 0; dimension < 3; dimension++)
        {
            edges[2 * dimension] = dimension < rank ? _random.Next(-2, 5) : 0;
            edges[(2 * dimension) + 1] = dimension < rank ? edges[2 * dimension] + _random.Next(_random.Next(8) == 0 ? 0 : 1, 6) : 1;
        }
        PlanProgram.PlanLoop[] nest = new PlanProgram.PlanLoop[_random.Next(0, loops)];
        for (int depth = 0; depth < nest.Length; depth++)
        {
            int step = Pick(1, 1, 1, 2, 3, -1, -2);
            PlanNode from = Bound(rank, depth);
            PlanNode distance = _random.Next(3) == 0 ? Bound(rank, depth) : new PlanNode.Number(_random.Next(-1, 7) * Math.Sign(step));
            PlanNode below = _random.Next(3) == 0 ? distance : new PlanNode.Operation("+", from, distance);
            nest[depth] = new PlanProgram.PlanLoop(from, below, step);
        }
        int parameters = _random.Next(1, 3);
        PlanProgram.PlanSite[] sites = new PlanProgram.PlanSite[_random.Next(1, 4)];
        for (int site = 0; site < sites.Length; site++)
        {
            int depth = _random.Next(0, nest.Length + 1);
            PlanProgram.PlanTest[] when = new PlanProgram.PlanTest[conditions ? _random.Next(0, 3) : 0];
            for (int test = 0; test < when.Length; test++) when[test] = Test(rank, depth);
            AccessKind kind = Pick(AccessKind.Read, AccessKind.Write, AccessKind.Write, AccessKind.ReadWrite);
            bool definite = _random.Next(6) != 0 || !wild;
            sites[site] = new(depth, _random.Next(parameters), kind, Expression(rank, depth, wild ? 2 : 0), when, definite);
        }
        return new PlanProgram
        {
            Rank = rank,
            Box = new WorkBox(edges[0], edges[1], edges[2], edges[3], edges[4], edges[5]),
            Lengths = [.. Enumerable.Range(0, parameters).Select(_ => Pick(_random.Next(0, 20), _random.Next(0, 200), 400))],
            Loops = nest,
            Sites = sites,
        };
    }

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    private PlanNode Bound(int rank, int depth) => _random.Next(5) switch
    {
        0 => new PlanNode.Index(_random.Next(rank)),
        1 when depth > 0 => new PlanNode.Loop(_random.Next(depth)),
        2 when wild && _random.Next(2) == 0 => new PlanNode.Choice(Test(rank, depth), Expression(rank, depth, 0), new PlanNode.Number(_random.Next(-3, 8))),
        2 when wild => new PlanNode.Data(depth),
        3 => new PlanNode.Operation("*", new PlanNode.Index(_random.Next(rank)), new PlanNode.Number(_random.Next(-3, 4))),
        _ => new PlanNode.Number(_random.Next(-3, 8)),
    };

    private PlanProgram.PlanTest Test(int rank, int depth)
    {
        if (wild && _random.Next(8) == 0) return new("?", new PlanNode.Number(0), new PlanNode.Number(0), false);
        PlanNode left = Expression(rank, depth, wild && _random.Next(4) == 0 ? 1 : 0);
        PlanNode right = _random.Next(3) == 0 ? Expression(rank, depth, 0) : new PlanNode.Number(_random.Next(-10, 60));
        return new(Comparisons[_random.Next(Comparisons.Length)], left, right, _random.Next(3) == 0);
    }

    private PlanNode Expression(int rank, int depth, int size)
    {
        if (wild && size > 0 && _random.Next(4) == 0)
        {
            return new PlanNode.Choice(Test(rank, depth), Expression(rank, depth, size - 1), Expression(rank, depth, size - 1));
        }
        if (size > 0 && _random.Next(2) == 0)
        {
            string sign = Signs[_random.Next(Signs.Length)];
            PlanNode left = Expression(rank, depth, size - 1);
            PlanNode right = _random.Next(3) == 0 ? Expression(rank, depth, size - 1) : new PlanNode.Number(Pick(1, 2, 3, 4, 5, 7, 8, -2, -4));
            return new PlanNode.Operation(sign, left, right);
        }
        if (wild && _random.Next(12) == 0) return new PlanNode.Data(size + 10);
        PlanNode sum = new PlanNode.Number(Pick(0, 0, 1, _random.Next(-10, 40), wild ? int.MaxValue - _random.Next(5) : 5));
        for (int dimension = 0; dimension < rank; dimension++) sum = Plus(sum, new PlanNode.Index(dimension));
        for (int loop = 0; loop < depth; loop++) sum = Plus(sum, new PlanNode.Loop(loop));
        return sum;
    }

    private PlanNode Plus(PlanNode sum, PlanNode variable)
    {
        int coefficient = Pick(0, 1, 1, 1, -1, 2, 3, 5, 8, 16, -7, wild && _random.Next(10) == 0 ? int.MaxValue / 2 : 20);
        if (coefficient == 0) return sum;
        return new PlanNode.Operation("+", sum, new PlanNode.Operation("*", variable, new PlanNode.Number(coefficient)));
    }
}
