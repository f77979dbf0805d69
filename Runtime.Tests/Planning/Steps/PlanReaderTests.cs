using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;
using HmmGen.Planning.Steps;
using Xunit;

namespace HmmGen.Tests.Planning.Steps;

/// <summary>The text of plans: each form of it, and what is none. Kernels have two dimensions, two spans, and a site of each kind.</summary>
public sealed class PlanReaderTests
{
    private const string Names = """
        row: index 0
        column: index 1
        n: number 0
        u: unsigned 1
        xLength: length 0

        """;

    [Theory]
    [InlineData("row", 2, 3)]
    [InlineData("row * n + column", 25, 36)]
    [InlineData("row*n+column", 25, 36)]
    [InlineData("(row - (column + 1)) + 20", 15, 17)]
    [InlineData("-row + 30", 27, 28)]
    [InlineData("~row + 30", 26, 27)]
    [InlineData("-(row + 1) + 30", 26, 27)]
    [InlineData("row - -5", 7, 8)]
    [InlineData("-5 + 7", 2, 2)]
    [InlineData("(row * 7) / 2", 7, 10)]
    [InlineData("row % 3", 0, 2)]
    [InlineData("row << 2", 8, 12)]
    [InlineData("n >> 1", 5, 5)]
    [InlineData("n & 2", 2, 2)]
    [InlineData("n | 4", 14, 14)]
    [InlineData("n ^ 2", 8, 8)]
    [InlineData("min(row, 2)", 2, 2)]
    [InlineData("max(row, (column + 1))", 6, 7)]
    [InlineData("abs(row - 4)", 1, 2)]
    [InlineData("min(max(row, 1), abs(-7))", 2, 3)]
    [InlineData("choose(row < 9, row + 1, 50)", 3, 4)]
    [InlineData("choose(row >= 9, row + 1, 50)", 50, 50)]
    [InlineData("choose(row == 2, row * 2, 7)", 4, 7)]
    [InlineData("choose(row - 2 != column - 5, 8, 9) + 1", 9, 10)]
    [InlineData("choose(?, row, row + 3)", 2, 6)]
    [InlineData("choose(n > 3, choose(n > 20, 1, 2), (3 * row) + 4) - 1", 1, 1)]
    [InlineData("min(choose(u == 6, row, 0), 2)", 2, 2)]
    [InlineData("sbyte(257)", 1, 1)]
    [InlineData("byte(258)", 2, 2)]
    [InlineData("short(65539)", 3, 3)]
    [InlineData("ushort(65540)", 4, 4)]
    [InlineData("int(4294967301)", 5, 5)]
    [InlineData("uint(4294967302)", 6, 6)]
    [InlineData("long(7)", 7, 7)]
    [InlineData("ulong(8)", 8, 8)]
    [InlineData("sbyte?(127) - 120", 7, 7)]
    [InlineData("byte?(255) - 250", 5, 5)]
    [InlineData("short?(row)", 2, 3)]
    [InlineData("ushort?(row)", 2, 3)]
    [InlineData("int?(2147483647) - 2147483640", 7, 7)]
    [InlineData("uint?(row)", 2, 3)]
    [InlineData("long?(row)", 2, 3)]
    [InlineData("u", 6, 6)]
    [InlineData("xLength - 1", 99, 99)]
    public void Values_AreComputed(string index, long first, long last)
    {
        ParameterPlan plan = Follow($"{Names}0: reads x[{index}]", 10, 6).Parameters[0];
        Assert.True(plan.MayIsKnown && plan.InBounds);
        ReadOnlySpan<PageRun> runs = plan.MayPages(0, 0).Runs;
        Assert.Equal((first, last + 1), (runs[0].First, runs[^1].End));
    }

    /// <summary>The first value of a loop may be the nearer one of two. Where the other one is the limit, a loop that runs begins at the first.</summary>
    [Theory]
    [InlineData("min(3, 9) until 20 by 1", 3, 19)]
    [InlineData("min(9, 3) until 20 by 1", 3, 19)]
    [InlineData("min(row, n) until n by 1", 2, 9)]
    [InlineData("min(n, row) until n by 1", 2, 9)]
    [InlineData("max(12, n) until n by -1", 11, 12)]
    [InlineData("max(30, 12) until n by -1", 11, 30)]
    [InlineData("max(12, 30) until n by -1", 11, 30)]
    [InlineData("min(12, n) until 8 by -1", 9, 10)]
    public void Loops_BeginWhereTheyRun(string loop, long first, long last)
    {
        ParameterPlan plan = Follow($"{Names}j: from {loop}\n0: reads x[j] where j runs", 10, 6).Parameters[0];
        Assert.True(plan.MayIsMust && plan.InBounds);
        ReadOnlySpan<PageRun> runs = plan.MayPages(0, 0).Runs;
        Assert.Equal((first, last + 1), (runs[0].First, runs[^1].End));
    }

    [Theory]
    [InlineData("?")]
    [InlineData("sbyte?(128)")]
    [InlineData("byte?(-1)")]
    [InlineData("int?(2147483648)")]
    [InlineData("ulong(-1)")]
    [InlineData("u + 1")]
    [InlineData("choose(row < 3, ?, 5)")]
    [InlineData("choose(row < 9, ?, 5)")]
    [InlineData("choose(? < 9, ?, 5)")]
    public void UnknownValues_AreUnknown(string index) => Assert.False(Follow($"{Names}0: reads x[{index}]", 10, -1).Parameters[0].MayIsKnown);

    [Theory]
    [InlineData("row < 3", 1)]
    [InlineData("row <= 2", 1)]
    [InlineData("row > 2", 1)]
    [InlineData("row >= 2", 2)]
    [InlineData("row == 3", 1)]
    [InlineData("row != 2", 1)]
    [InlineData("row > 1 and column > 4 and row < 3", 1)]
    [InlineData("uint(row - 3) < uint(n)", 1)]
    [InlineData("uint(n) > uint(row - 3)", 1)]
    [InlineData("uint(row - 2) < uint(n - 11)", 2)]
    [InlineData("uint(row - 3) < 1 and row > 1", 1)]
    [InlineData("uint(row - 9) > uint(n)", 2)]
    [InlineData("0 != 0", 0)]
    [InlineData("two", 1)]
    [InlineData("j runs", 2)]
    [InlineData("j runs and two", 1)]
    [InlineData("never", 0)]
    public void Conditions_Hold(string condition, int elements)
    {
        string text = $"{Names}j: from 0 until n by 1 // line 9\ntwo = row == 2\nk: from n until 0 by 1\nnever = k runs\n0: reads x[row] where {condition}";
        ParameterPlan plan = Follow(text, 10, 6).Parameters[0];
        Assert.Equal(elements, plan.MayPages(0, 0).Count);
        Assert.True(plan.MayIsKnown && plan.MayIsMustFor(0));
    }

    [Fact]
    public void UnknownConditionsAndPossibleAccesses_AreNotExact()
    {
        Assert.False(Follow("i: index 0\n0: reads x[i] where ?").Parameters[0].MayIsMustFor(0));
        Assert.False(Follow("i: index 0\n0: may read x[i]").Parameters[0].MayIsMustFor(0));
        Assert.True(Follow("i: index 0\n0: reads x[i]").Parameters[0].MayIsMustFor(0));
    }

    [Fact]
    public void AccessesAfterEffects_AreNotRefused()
    {
        Assert.NotNull(Follow("1: writes y[-1]").Refusal);
        Assert.Null(Follow("1 after effects: writes y[-1]").Refusal);
    }

    [Fact]
    public void Layout_IsFree()
    {
        const string Text = "\r\n// nothing\n\ni: index 0\r\n0: reads x[i]\r\n    where i < 3\n    and i > 1 // line 7\n1: may write y[i]\n2: changes\ty[i]\n\n";
        AccessPlan plan = Follow(Text);
        Assert.Equal(1, plan.Parameters[0].MayPages(0, 0).Count);
        Assert.Equal(2, plan.Parameters[1].WrittenPages(0, 0).Count);
    }

    [Fact]
    public void NoText_IsAPlan() => Assert.False(Follow("").MayIsKnown);

    [Theory]
    [InlineData("0: reads x[row", "Line 1 of the access plan, at \"row\": no value has this name")]
    [InlineData("i: index 2", "at \"2\": a number below 2 is missing")]
    [InlineData("i: length 2", "a number below 2 is missing")]
    [InlineData("i: number", "at the end of the text: a number below")]
    [InlineData("i: number 99999999999", "a number below")]
    [InlineData("i: nothing 1", "\"index\", \"length\", \"number\", \"unsigned\" or \"from\" is missing")]
    [InlineData("i index 1", "\":\" is missing")]
    [InlineData("i: index 0\ni = 3", "\"i\" stands for something else already")]
    [InlineData("i: index 0 1", "the line should end here")]
    [InlineData("= 3", "the line should end here")]
    [InlineData("3: reads x[0]", "a number below 3 is missing")]
    [InlineData("0 reads x[0]", "\":\" is missing")]
    [InlineData("0 after: reads x[0]", "\"effects\" is missing")]
    [InlineData("0: writes x[0]", "\"reads\" is missing")]
    [InlineData("0: may reads x[0]", "\"read\" is missing")]
    [InlineData("0: reads [0]", "the parameter is missing")]
    [InlineData("0: reads x 0", "\"[\" is missing")]
    [InlineData("0: reads x[0", "\"]\" is missing")]
    [InlineData("0: reads x[]", "a value is missing")]
    [InlineData("0: reads x[0] when 0 < 1", "the line should end here")]
    [InlineData("0: reads x[0] where", "no condition has this name")]
    [InlineData("0: reads x[0] where 0 < 1 and", "no condition has this name")]
    [InlineData("0: reads x[0] where 0 1", "a comparison is missing")]
    [InlineData("0: reads x[0] where x and 0 < 1", "no condition has this name")]
    [InlineData("i = 3\n0: reads x[0] where i", "Line 2 of the access plan, at \"i\": no condition has this name")]
    [InlineData("i = 3\n0: reads x[0] where i runs", "no loop has this name")]
    [InlineData("i = 3 < 4\n0: reads x[i]", "no value has this name")]
    [InlineData("j: from 0 until j by 1", "no value has this name")]
    [InlineData("j: from 0 to 3 by 1", "\"until\" is missing")]
    [InlineData("j: from 0 until 3", "\"by\" is missing")]
    [InlineData("i = (3", "a parenthesis is not closed")]
    [InlineData("i = 3)", "the line should end here")]
    [InlineData("i = min(3)", "the function takes more values")]
    [InlineData("i = min(3, 4, 5)", "the function takes fewer values")]
    [InlineData("i = abs(3, 4)", "the function takes fewer values")]
    [InlineData("i = (3, 4)", "the function takes fewer values")]
    [InlineData("i = choose(3, 4, 5)", "a comparison is missing")]
    [InlineData("i = choose(3 < 4, 5)", "the function takes more values")]
    [InlineData("i = choose(3 < 4, 5, 6, 7)", "the function takes fewer values")]
    [InlineData("i = choose(3 < 4 < 5, 6, 7)", "a parenthesis is not closed")]
    [InlineData("i = choose(3 < 4, 5 < 6, 7)", "a parenthesis is not closed")]
    [InlineData("i = min(3 < 4, 5)", "a parenthesis is not closed")]
    [InlineData("i = sin(3)", "there is no such function")]
    [InlineData("i = min?(3)", "there is no such function")]
    [InlineData("i = int?3", "\"(\" is missing")]
    [InlineData("i = 3 +", "a value is missing")]
    [InlineData("i = * 3", "a value is missing")]
    [InlineData("i = - ~i", "two signs follow one another")]
    [InlineData("i = 3 + 4 * 5", "parentheses are missing")]
    [InlineData("i = 3 * 4 * 5", "parentheses are missing")]
    [InlineData("i = 3 & 4 + 5", "parentheses are missing")]
    [InlineData("i = 9223372036854775808", "not a 64-bit integer")]
    [InlineData("i = 3x", "not a 64-bit integer")]
    [InlineData("i = \"3\"", "a value is missing")]
    public void Errors_AreNamed(string text, string message)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Follow(text));
        Assert.Contains("The access plan of Ops.Test cannot be read: build the kernel's project again, with the version of HmmGen that runs.", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCutText_IsReadOrRefused()
    {
        const string Text = Names + "j: from 0 until min(n, 3) by -1 // line 9\nw = row < int(n - 1)\n2 after effects: may change y[~(row << 2) + u] where w and j runs and ?\n";
        for (int length = 0; length < Text.Length; length++)
        {
            foreach (string text in (string[])[Text[..length], Text.Remove(length, 1), Text.Insert(length, "("), Text.Insert(length, "\n"), Text.Insert(length, " 1 ")])
            {
                try
                {
                    PlanReader.Read(text, Descriptor());
                }
                catch (InvalidOperationException)
                {
                }
            }
        }
    }

    [Fact]
    public void NumbersThatAreMissing_AreAnError()
        => Assert.Contains("needs 2 numbers, not 1", Assert.Throws<InvalidOperationException>(() => Follow(Names, 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void DeepAndLongTexts_AreReadOnASmallStack()
    {
        const int Size = 100_000;
        string deep = "i = " + new string('(', Size) + "1" + new string(')', Size);
        string functions = "\nj = " + string.Concat(Enumerable.Repeat("min(2, -(", Size)) + "1" + string.Concat(Enumerable.Repeat("))", Size));
        string sum = "\nk = " + string.Join(" + ", Enumerable.Repeat("i", Size));
        string names = string.Concat(Enumerable.Range(0, Size).Select(at => $"\nv{at} = {(at == 0 ? "i" : $"v{at - 1}")} + 1"));
        PlanSteps? steps = null;
        Thread thread = new(() => steps = PlanReader.Read(deep + functions + sum + names, Descriptor()), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.NotNull(steps);
        Assert.InRange(steps.Steps.Length, Size, 5 * Size);
    }

    [Fact]
    public void EqualParts_AreComputedOnce()
    {
        const string Access = "2: changes y[int(row * n + 1)] where row > 2 and ? and n < 7";
        PlanSteps once = PlanReader.Read($"{Names}{Access}", Descriptor());
        PlanSteps twice = PlanReader.Read($"{Names}{Access}\n{Access}", Descriptor());
        Assert.Equal(once.Steps.Length + 1, twice.Steps.Length);
        Assert.Equal((once.Values.Length, once.Conditions), (twice.Values.Length, twice.Conditions));
    }

    [Fact]
    public void Text_IsReadOnce()
    {
        KernelDescriptor descriptor = Descriptor();
        const string Text = "i: index 0\n0: reads x[i]";
        Follow(descriptor, Text);
        object? first = descriptor.Plan;
        Follow(descriptor, string.Concat(Text.AsSpan(0, 3), Text.AsSpan(3)));
        Assert.Same(first, descriptor.Plan);
        Assert.True(Follow(descriptor, "0: reads x[?]").Parameters[0].MayPages(0, 0).IsEmpty);
        Assert.NotSame(first, descriptor.Plan);
    }

    [Fact]
    public void Threads_ShareAPlan()
    {
        KernelDescriptor descriptor = Descriptor();
        Parallel.For(0, 2_000, at => Assert.Equal(2, Follow(descriptor, Names + "0: reads x[int(row * n) - u] where row < 9", at % 7 + 1, 1).Parameters[0].MayPages(0, 0).Count));
    }

    private static AccessPlan Follow(string text, params long[] numbers) => Follow(Descriptor(), text, numbers);

    private static AccessPlan Follow(KernelDescriptor descriptor, string text, params long[] numbers)
    {
        LaunchPlan plan = new(descriptor, [100, 100], new WorkBox(2, 4, 5, 7, 0, 1));
        plan.Follow(text, numbers);
        return plan.Complete();
    }

    private static KernelDescriptor Descriptor() => new()
    {
        Name = "Ops.Test",
        Rank = 2,
        File = "Ops.cs",
        Line = 1,
        Parameters = [new("x", 4, true, false), new("y", 4, true, true)],
        Sites = [new(0, AccessKind.Read, "Ops.cs", 2), new(1, AccessKind.Write, "Ops.cs", 3), new(1, AccessKind.ReadWrite, "Ops.cs", 4)],
        StateSize = 8,
        ScratchSize = 0,
        HasGuards = false,
    };
}
