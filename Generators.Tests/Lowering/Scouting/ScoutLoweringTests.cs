using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Scouting;

/// <summary>Which kernels have a scout, and what it keeps.</summary>
public sealed class ScoutLoweringTests
{
    [Fact]
    public void A_plan_that_knows_all_needs_no_scout() => Assert.Null(Scout("static void K(int i, ReadOnlySpan<int> a, Span<int> b) => b[i] = a[i];"));

    [Fact]
    public void A_gather_loads_indices_and_marks_their_elements()
    {
        ScoutModel scout = Scout("static void K(int i, ReadOnlySpan<int> at, ReadOnlySpan<float> a, Span<float> b) => b[i] = MathF.Sin(a[at[i]]);")!;
        Assert.Equal([1], scout.Marked);
        Assert.Equal([0], scout.Loaded);
        Assert.Equal([typeof(LoadInstruction), typeof(MarkInstruction)], Kinds(scout));
    }

    [Fact]
    public void An_even_loop_becomes_one_mark_and_vanishes()
    {
        ScoutModel scout = Scout("""
            static void K(int i, int width, ReadOnlySpan<int> at, ReadOnlySpan<float> a, Span<float> b)
            {
                float sum = 0;
                int row = at[i];
                for (int c = 0; c < width; c++) sum += a[row * width + c];
                b[i] = sum;
            }
            """)!;
        Assert.Equal([typeof(LoadInstruction), typeof(MarkRangeInstruction)], Kinds(scout).Where(static kind => kind != typeof(AssignInstruction)));
        Assert.DoesNotContain(scout.Body.Blocks, static block => block.Terminator is BranchTerminator);
    }

    [Fact]
    public void An_access_that_a_condition_guards_stays_in_its_loop()
    {
        ScoutModel scout = Scout("""
            static void K(int i, ReadOnlySpan<int> at, ReadOnlySpan<float> a, Span<float> b)
            {
                int first = at[i];
                for (int c = 0; c < 8; c++) if (at[c] > 3) b[first + c] = 1;
            }
            """)!;
        Assert.DoesNotContain(typeof(MarkRangeInstruction), Kinds(scout));
        Assert.Contains(typeof(MarkInstruction), Kinds(scout));
    }

    [Fact]
    public void A_loop_that_may_end_early_is_not_counted()
    {
        ScoutModel scout = Scout("""
            static void K(int i, ReadOnlySpan<int> at, ReadOnlySpan<float> a, Span<float> b)
            {
                int first = at[i];
                for (int c = 0; c < 8; c++) { if (at[c] > 3) break; b[first + c] = 1; }
            }
            """)!;
        Assert.DoesNotContain(typeof(MarkRangeInstruction), Kinds(scout));
    }

    [Fact]
    public void What_can_fail_is_kept()
    {
        ScoutModel scout = Scout("static void K(int i, ReadOnlySpan<int> at, ReadOnlySpan<int> a, Span<int> b) => b[i] = a[at[i] / at[i + 1]];")!;
        Assert.Contains(typeof(GuardInstruction), Kinds(scout));

        // What only the failure depends on is loaded too.
        scout = Scout("static void K(int i, ReadOnlySpan<int> at, ReadOnlySpan<int> divisors, Span<int> b) => b[at[i]] = 7 / divisors[i];")!;
        Assert.Equal([0, 1], scout.Loaded);
    }

    /// <summary>What the kernel writes, what atomics give, and chains of unknown length cannot be scouted.</summary>
    [Theory]
    [InlineData("static void K(int i, Span<int> at, ReadOnlySpan<float> a, Span<float> b) { b[i] = a[at[i]]; at[i] = 0; }")]
    [InlineData("static void K(int i, Span<int> at, Span<float> b) { int k = Interlocked.Add(ref at[0], 1); b[k] = 1; }")]
    [InlineData("static void K(int i, ReadOnlySpan<int> next, Span<int> b) { int k = i; while (k >= 0) k = next[k]; b[i] = k; }")]
    public void What_cannot_be_known_has_no_scout(string kernel) => Assert.Null(Scout(kernel));

    private static IEnumerable<Type> Kinds(ScoutModel scout)
        => scout.Body.Blocks.SelectMany(static block => block.Instructions).Select(static instruction => instruction.GetType());

    private static ScoutModel? Scout(string method)
    {
        KernelModel kernel = KernelLowering.Lower(ParsedKernels.Of(Compilations.Tree($$"""
            using System;
            using System.Threading;
            using HmmGen;
            public static partial class Ops { [HmmKernel] public {{method}} }
            """, "Ops.cs")).Single());
        return ScoutLowering.Lower(kernel, PlanLowering.Lower(kernel));
    }
}
