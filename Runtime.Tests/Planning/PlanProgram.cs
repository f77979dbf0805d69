using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;
using HmmGen.Planning.Cutting;

namespace HmmGen.Tests.Planning;

/// <summary>A made-up kernel: loops in one another, and accesses in them.</summary>
internal sealed class PlanProgram
{
    internal required int Rank { get; init; }

    internal required WorkBox Box { get; init; }

    internal required int[] Lengths { get; init; }

    internal required PlanLoop[] Loops { get; init; }

    internal required PlanSite[] Sites { get; init; }

    internal sealed record PlanLoop(PlanNode From, PlanNode Below, int Step);

    internal sealed record PlanTest(string Sign, PlanNode Left, PlanNode Right, bool Negated)
    {
        internal bool Run(PlanEnvironment at)
        {
            if (Sign == "?") return at.Hash(99) % 2 == 0;
            int a = Left.Run(at);
            int b = Right.Run(at);
            bool holds = Sign switch { "<" => a < b, "<=" => a <= b, ">" => a > b, ">=" => a >= b, "==" => a == b, _ => a != b };
            return holds != Negated;
        }

        internal PlanCondition Plan(PlanEnvironment over)
        {
            if (Sign == "?") return PlanCondition.Unknown;
            PlanValue a = PlanValue.Int32(Left.Plan(over));
            PlanValue b = PlanValue.Int32(Right.Plan(over));
            return (Sign, Negated) switch
            {
                ("<", false) or (">=", true) => PlanCondition.Less(a, b),
                ("<=", false) or (">", true) => PlanCondition.LessOrEqual(a, b),
                (">", false) or ("<=", true) => PlanCondition.Greater(a, b),
                (">=", false) or ("<", true) => PlanCondition.GreaterOrEqual(a, b),
                ("==", false) or ("!=", true) => PlanCondition.Equal(a, b),
                _ => PlanCondition.NotEqual(a, b),
            };
        }

        public override string ToString() => $"{(Negated ? "!" : "")}({Left} {Sign} {Right})";
    }

    internal sealed record PlanSite(int Depth, int Parameter, AccessKind Kind, PlanNode Index, PlanTest[] When, bool Definite)
    {
        public override string ToString()
            => $"depth {Depth}: {Kind} p{Parameter}[{Index}] {(Definite ? "definite" : "perhaps")} when {string.Join<PlanTest>(" && ", When)}";
    }

    /// <summary>One access that really happens.</summary>
    internal readonly record struct Touch(int Site, long[] Item, long Element);

    internal AccessPlan Plan(long limit = LaunchPlan.DefaultRunLimit, int boxes = BoxCutter.MostBoxes)
    {
        KernelDescriptor descriptor = new()
        {
            Name = "Ops.Test",
            Rank = Rank,
            File = "Ops.cs",
            Line = 1,
            Parameters = [.. Lengths.Select((_, at) => new KernelParameter($"p{at}", 4, true, true))],
            Sites = [.. Sites.Select(site => new AccessSite(site.Parameter, site.Kind, "Ops.cs", 2))],
            StateSize = 8,
            ScratchSize = 0,
            HasGuards = false,
        };
        LaunchPlan launch = new(descriptor, Lengths, Box) { RunLimit = limit, MostBoxes = boxes };
        PlanEnvironment over = new() { Launch = launch };
        for (int depth = 0; depth < Loops.Length; depth++)
        {
            (PlanNode from, PlanNode below, int step) = Loops[depth];
            over.LoopValues[depth] = launch.Loop(PlanValue.Int32(from.Plan(over)), PlanValue.Int32(below.Plan(over)), step);
        }
        for (int number = 0; number < Sites.Length; number++)
        {
            PlanSite site = Sites[number];
            List<PlanCondition> when = [.. site.When.Select(test => test.Plan(over))];
            for (int depth = 0; depth < site.Depth; depth++)
            {
                if (!site.Index.Mentions(depth)) when.Add(PlanCondition.Runs(over.LoopValues[depth]));
            }
            launch.Access(number, PlanValue.Int32(site.Index.Plan(over)), site.Definite, [.. when]);
        }
        return launch.Complete();
    }

    /// <summary>All accesses, in row-major order of the work items; null when there are too many.</summary>
    internal List<Touch>? Run()
    {
        List<Touch> touches = [];
        PlanEnvironment at = new();
        for (at.Item[0] = Box.First0; at.Item[0] < Box.End0; at.Item[0]++)
        {
            for (at.Item[1] = Box.First1; at.Item[1] < Box.End1; at.Item[1]++)
            {
                for (at.Item[2] = Box.First2; at.Item[2] < Box.End2; at.Item[2]++)
                {
                    for (int number = 0; number < Sites.Length; number++)
                    {
                        Array.Clear(at.Loops);
                        if (!Run(at, number, 0, touches)) return null;
                    }
                }
            }
        }
        return touches;
    }

    private bool Run(PlanEnvironment at, int number, int depth, List<Touch> touches)
    {
        PlanSite site = Sites[number];
        try
        {
            if (depth == site.Depth)
            {
                if (!site.Definite && at.Hash(7) % 3 == 0) return true;
                foreach (PlanTest test in site.When)
                {
                    if (!test.Run(at)) return true;
                }
                touches.Add(new Touch(number, at.Item[..Rank], site.Index.Run(at)));
                return touches.Count < 20_000;
            }
            PlanLoop loop = Loops[depth];
            int from = loop.From.Run(at);
            int below = loop.Below.Run(at);
            int rounds = 0;
            for (long value = from; loop.Step > 0 ? value < below : value > below; value += loop.Step)
            {
                at.Loops[depth] = (int)value;
                for (int inner = depth + 1; inner < at.Loops.Length; inner++) at.Loops[inner] = 0;
                if (++rounds > 200 || !Run(at, number, depth + 1, touches)) return false;
            }
            for (int inner = depth; inner < at.Loops.Length; inner++) at.Loops[inner] = 0;
            return true;
        }
        catch (ArithmeticException)
        {
            return false;
        }
    }

    public override string ToString() => string.Join('\n', [
        $"rank {Rank}, {Box}, lengths {string.Join(", ", Lengths)}",
        .. Loops.Select((loop, depth) => $"j{depth} from {loop.From} to {loop.Below} step {loop.Step}"),
        .. Sites.Select(site => site.ToString())]);
}
