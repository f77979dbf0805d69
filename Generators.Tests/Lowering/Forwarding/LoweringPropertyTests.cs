using HmmGen.Generators.Lowering;
using HmmGen.Generators.Model;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>Made-up bodies before and after lowering: the same effects in the same order, the same errors, nothing computed twice.</summary>
public sealed class LoweringPropertyTests(ITestOutputHelper output)
{
    private const int RunsPerBody = 4;

    private static readonly int Bodies = TestScale.Iterations(quick: 500, full: 6_000, @long: 100_000);

    private static readonly KernelModel Kernel = KernelBuilder.Make(2, 2, 0);

    [Fact]
    public void MadeUpBodies_DoTheSameWhenLowered()
    {
        int ended = 0;
        int failed = 0;
        int changed = 0;
        ForEach((random, before, after) =>
        {
            for (int run = 0; run < RunsPerBody; run++)
            {
                int[] arguments = [random.Next(-1, 6), random.Next(-1, 6)];
                long[][] memory = [.. Enumerable.Range(0, 3).Select(_ => Numbers(random))];
                BodyRun expected = BodyRun.Of(before, arguments, memory);
                BodyRun actual = BodyRun.Of(after, arguments, memory);
                Assert.Equal(expected.Changes, actual.Changes);
                Assert.Equal(expected.Error, actual.Error);
                Assert.Equal(expected.Ended, actual.Ended);
                Assert.Equal(expected.Memory, actual.Memory);

                // A check that waits for its access lets loads happen that come before that: others do not see them.
                Assert.Equal(expected.Loads, expected.Error is null ? actual.Loads : actual.Loads.Take(expected.Loads.Count));
                ended += expected.Ended ? 1 : 0;
                failed += expected.Error is null ? 0 : 1;
                changed += expected.Changes.Count > 1 ? 1 : 0;
            }
        });
        output.WriteLine($"{ended} runs ended, {failed} failed, {changed} changed memory more than once.");
        Assert.True(Math.Min(ended, Math.Min(failed, changed)) > Bodies / 4, "Too few runs say anything.");
    }

    [Fact]
    public void Effects_StayInTheirBlocksAndInTheirOrder()
    {
        int gone = 0;
        ForEach((_, before, after) =>
        {
            Assert.Equal(before.Blocks.Count, after.Blocks.Count);
            for (int block = 0; block < before.Blocks.Count; block++)
            {
                int[] left = [.. Effects(after.Blocks[block])];
                int[] all = [.. Effects(before.Blocks[block])];
                int[] checks = [.. before.Blocks[block].Instructions.OfType<BoundsInstruction>().Select(static bounds => bounds.Line)];
                int[] missing = [.. all.Except(left)];
                Assert.Equal(all.Except(missing), left);
                Assert.Subset(checks.ToHashSet(), missing.ToHashSet());
                gone += missing.Length;
            }
        });
        output.WriteLine($"{gone} checks are made by their accesses.");
        Assert.True(gone > Bodies / 4, $"Only {gone} checks went.");
    }

    [Fact]
    public void Operations_AreNotDoubled()
    {
        int before = 0;
        int after = 0;
        ForEach((_, original, lowered) =>
        {
            string[] operations = [.. Operations(lowered)];
            Assert.Equal(operations.Distinct(), operations);
            Assert.Subset(Operations(original).ToHashSet(), operations.ToHashSet());
            before += original.Locals.Count;
            after += lowered.Locals.Count;
        });
        output.WriteLine($"{before} locals became {after}.");
        Assert.True(after * 2 < before, $"Of {before} locals {after} are left: hardly anything is folded.");
    }

    private void ForEach(Action<Random, KernelBody, KernelBody> check)
    {
        output.WriteLine($"Seeds {TestSeeds.First} to {TestSeeds.First + Bodies - 1}.");
        for (int seed = TestSeeds.First; seed < TestSeeds.First + Bodies; seed++)
        {
            Random random = new(seed);
            KernelBody body = RandomBody.Make(random);
            KernelBody lowered = KernelLowering.Lower(Kernel with { Body = body }).Body;
            try
            {
                check(random, body, lowered);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }
    }

    private static long[] Numbers(Random random) => [.. Enumerable.Range(0, random.Next(3, 8)).Select(_ => (long)random.Next(-2, 8))];

    // Each instruction has a line of its own.
    private static IEnumerable<int> Effects(BlockModel block)
        => block.Instructions.Where(static instruction => instruction is not AssignInstruction).Select(static instruction => instruction.Line);

    // Each operation has a type of its own.
    private static IEnumerable<string> Operations(KernelBody body)
        => body.Blocks.SelectMany(static block =>
        {
            IEnumerable<Expression> parts = block.Instructions.SelectMany(static i => Enumerable.Range(0, i.PartCount()).Select(part => i.Part(part)));
            return block.Terminator is BranchTerminator branch ? parts.Append(branch.Condition) : parts;
        }).SelectMany(Operations);

    private static IEnumerable<string> Operations(Expression expression)
        => Enumerable.Range(0, expression.PartCount()).SelectMany(part => Operations(expression.Part(part)))
            .Concat(expression.PartCount() == 0 ? [] : [expression.Type.Name]);
}
