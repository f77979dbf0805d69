using HmmGen.Base;
using HmmGen.Generators.Emission;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Planning;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Compares what a plan says with what interpreted runs do.</summary>
internal static class PlanCheck
{
    /// <summary>Runs a kernel and its plan for a few boxes and arguments.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="random">Decides the boxes and arguments.</param>
    /// <param name="boxes">How many boxes.</param>
    /// <returns>For how many boxes all work items came to their end.</returns>
    internal static int Run(KernelModel kernel, PlanModel plan, Random random, int boxes)
    {
        PlanText text = new(kernel, plan);
        int checkedBoxes = 0;
        for (int at = 0; at < boxes; at++)
        {
            bool extreme = at % 4 == 3;
            int[] arguments = [.. kernel.Parameters.Select(_ => extreme ? Extreme(random) : random.Next(-2, 9))];
            int[] lengths = [.. kernel.Parameters.Select(_ => random.Next(random.Next(2) == 0 ? 9 : 60))];
            int first = random.Next(0, 4);
            int second = random.Next(0, 4);
            WorkBox box = new(first, first + random.Next(1, 4), second, second + random.Next(1, 4), 0, 1);
            if (Run(kernel, arguments, lengths, box, random) is not { } touches) continue;
            checkedBoxes++;
            AccessPlan planned = PlanRunner.Run(kernel, plan, text, arguments, lengths, box);
            string place = $"{box}, arguments {string.Join(", ", arguments)}, lengths {string.Join(", ", lengths)}";
            for (int site = 0; site < kernel.Body.Sites.Count; site++)
            {
                Compare(
                    $"access {site}, {place}",
                    PlanRunner.At(planned, kernel, site),
                    lengths[kernel.Body.Sites[site].Parameter],
                    [.. touches.Where(touch => AreOne(plan, site, touch.Site))]);
            }
            if (planned.Refusal is { } refusal)
            {
                Assert.True(
                    touches.Exists(touch => AreOne(plan, refusal.Site, touch.Site) && touch.Element == refusal.Element
                        && touch.Item[0] == refusal.Item[0] && touch.Item[1] == refusal.Item[1]),
                    $"refused without reason: {place}");
            }
        }
        return checkedBoxes;
    }

    // What is certain only of several accesses together is compared with what they touch together.
    private static bool AreOne(PlanModel plan, int planned, int touched)
    {
        return planned == touched
            || plan.Accesses.Any(one => one.Site == planned && one.IsJoint
                && plan.Accesses.Any(other => other.Site == touched && other.IsJoint && one.Parameter == other.Parameter && one.Index == other.Index));
    }

    private static int Extreme(Random random) => random.Next(3) switch
    {
        0 => int.MaxValue - random.Next(0, 4),
        1 => int.MinValue + random.Next(0, 4),
        _ => random.Next(-2, 9),
    };

    private static List<KernelInterpreter.Touch>? Run(KernelModel kernel, int[] arguments, int[] lengths, WorkBox box, Random random)
    {
        List<KernelInterpreter.Touch> touches = [];
        KernelInterpreter interpreter = new(kernel, arguments, lengths, random);
        for (long row = box.First(0); row < box.End(0); row++)
        {
            for (long column = box.First(1); column < box.End(1); column++)
            {
                if (!interpreter.TryRun([(int)row, (int)column], touches)) return null;
            }
        }
        return touches;
    }

    private static void Compare(string place, ParameterPlan planned, int length, KernelInterpreter.Touch[] touches)
    {
        HashSet<long> touched = [.. touches.Select(static touch => touch.Element).Where(element => element >= 0 && element < length)];
        if (planned.InBounds) Assert.True(touches.All(touch => touch.Element >= 0 && touch.Element < length), $"out of range: {place}");
        if (!planned.MayIsKnown) return;
        HashSet<long> expected = [];
        foreach (PageRun run in planned.MayPages(0, 0))
        {
            for (long element = run.First; element < run.End; element++) expected.Add(element);
        }
        Assert.True(touched.IsSubsetOf(expected), $"touched but not planned: {string.Join(", ", touched.Except(expected))}; {place}");
        if (planned.MayIsMustFor(0))
        {
            Assert.True(expected.SetEquals(touched), $"certain but not touched: {string.Join(", ", expected.Except(touched))}; {place}");
        }
    }
}
