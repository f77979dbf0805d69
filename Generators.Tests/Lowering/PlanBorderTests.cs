using HmmGen.Base;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Planning;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;
using PlanAccess = HmmGen.Generators.Lowering.Plan.PlanAccess;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Plans of neighbours at borders, of values that one of several ways gives, and of locals that run on through loops inside one another.</summary>
/// <remarks>Each is compared with interpreted runs. Argument 0 is N, parameter 1 a span of 30 elements; the box is work items 2, 3 and 4.</remarks>
public sealed class PlanBorderTests
{
    private const int Data = 9;

    private static readonly Expression N = Argument(0);

    private static readonly Expression Last = Binary(N, Op.Subtract, Number(1));

    [Theory]
    [InlineData(30, 3)]
    [InlineData(3, 3)]
    [InlineData(2, 2)]
    public void NeighbourThatIsMovedAround_IsExact(int n, int count) => AssertExact(count, n, 3, AtBorders(Add(0, N), Subtract(0, N)));

    [Theory]
    [InlineData(30, 3)]
    [InlineData(3, 2)]
    public void NeighbourThatIsReflected_IsExact(int n, int count) => AssertExact(count, n, 3, AtBorders(
        Set(0, Unary(UnaryOperator.Negate, Local(0))),
        Set(0, Binary(Binary(Number(2), Op.Multiply, Last), Op.Subtract, Local(0)))));

    [Theory]
    [InlineData(30, 3)]
    [InlineData(4, 3)]
    [InlineData(3, 2)]
    public void NeighbourThatIsKeptAtTheBorder_IsExact(int n, int count) => AssertExact(count, n, 3, AtBorders(Set(0, Number(0)), Set(0, Last)));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(7, 1)]
    public void Switch_IsExact(int n, int count) => AssertExact(count, n, 4, Chosen(
        (Binary(N, Op.Equal, Number(0)), Index()),
        (Binary(N, Op.Equal, Number(1)), Number(29)),
        (Binary(N, Op.Equal, Number(2)), Binary(Index(), Op.Multiply, Number(3)))));

    [Fact]
    public void ChoiceByTwoConditions_IsDecidedOneByOne()
    {
        Expression both = Logic(Binary(Index(), Op.Greater, Number(2)), Op.Both, Binary(Index(), Op.Less, N));
        Expression either = Logic(Binary(Index(), Op.Equal, Number(2)), Op.Either, Binary(Index(), Op.Equal, Last));
        AssertExact(3, 9, 3, Chosen((both, Binary(Index(), Op.Add, Number(20)))));
        AssertExact(2, 4, 3, Store(1, Choose(either, Number(0), Index())));
    }

    [Fact]
    public void LoopsOnTheWays_AreNoObstacle()
    {
        Statement loop = For([Set(1, Number(0))], Binary(Local(1), Op.Less, N), [Add(1, 1)], [Store(1, Local(1))]);
        PlanModel plan = Lower(Kernel(
            If(Binary(N, Op.Equal, Number(0)), [Set(0, Index())], [If(Binary(N, Op.Equal, Number(1)), [loop, Set(0, N)], [Set(0, Number(5)), loop])]),
            Store(1, Local(0))));
        Assert.All(plan.Accesses, static access => Assert.Null(access.Reason));
    }

    [Fact]
    public void ChoiceByData_IsSeveralElements()
    {
        PlanModel plan = Lower(Kernel(
            Load(Data, 1, Index()),
            Store(1, Choose(Binary(Local(Data), Op.Greater, Number(3)), Index(), Binary(Index(), Op.Add, N)))));
        PlanAccess[] cases = [.. plan.Accesses.Where(static access => access.Site == 1)];
        Assert.Equal(2, cases.Length);
        Assert.All(cases, static access => Assert.True(access is { IsMust: false, Index.HasUnknown: false }));
        Assert.StartsWith("the condition that chooses its index is loaded from x0", cases[0].Reason!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void ChoicesByData_AreNeverTheSame()
    {
        Expression chosen = Choose(Binary(Local(Data), Op.Greater, Number(0)), Number(0), Number(5));
        KernelModel kernel = Kernel(
            Load(Data, 1, Index()), Set(0, chosen), Load(Data, 1, Index()), Set(1, chosen), Store(1, Binary(Local(0), Op.Add, Local(1))));

        // Both are written on one line, and so they are unknown for the same reason.
        BlockModel block = kernel.Body.Blocks[0];
        EquatableArray<Instruction> oneLine = block.Instructions.Select(static instruction => instruction with { Line = 11 }).ToEquatable();
        PlanModel plan = Lower(kernel with { Body = kernel.Body with { Blocks = EquatableArray.Of(block with { Instructions = oneLine }) } });
        Assert.Equal(4, plan.Accesses.Count(static access => access.Site == 2));
    }

    [Fact]
    public void LoopBoundsAtBorders_AreExactWhereTheyDecide()
    {
        KernelModel kernel = Kernel(For(
            [Set(0, Choose(Binary(Index(), Op.Equal, Number(0)), Number(0), Binary(Index(), Op.Subtract, Number(1))))],
            Binary(Local(0), Op.Less, Choose(Binary(Index(), Op.Equal, Last), N, Binary(Index(), Op.Add, Number(2)))),
            [Add(0, 1)],
            [Store(1, Local(0))]));
        PlanModel plan = Lower(kernel);
        AssertExact(PlanOf(kernel, plan, 20), 5);
        ParameterPlan atTheEnd = PlanOf(kernel, plan, 5);
        Assert.True(atTheEnd is { MayIsKnown: true, MayIsMust: false });
        Assert.Equal(PageRuns.Of(1, 5), atTheEnd.MayPages(0, 0));
    }

    [Fact]
    public void ManyChoices_AreLeftToTheLaunch()
    {
        Expression sum = Index();
        for (int choice = 0; choice < 6; choice++)
        {
            sum = Binary(sum, Op.Add, Choose(Binary(Argument(0), Op.Equal, Number(choice)), Number(choice + 1), Number(0)));
        }

        KernelModel kernel = Kernel(Store(1, sum));
        PlanModel plan = Lower(kernel);
        Assert.Single(plan.Accesses);
        AssertExact(PlanOf(kernel, plan, 3), 3);
    }

    [Theory]
    [InlineData(2, 0, 3)]
    [InlineData(2, 1, 4)]
    [InlineData(1, 0, 3)]
    [InlineData(3, -2, 5)]
    public void PointerThatRunsThroughTwoLoops_IsExact(int rows, int gap, int count)
    {
        // From 5 on, in rows of N elements with a gap behind each.
        KernelModel kernel = Kernel(
            Set(0, Number(5)),
            Counted(1, Number(rows), Counted(2, N, Store(1, Local(0)), Add(0, 1)), Add(0, gap)));
        PlanModel plan = Lower(kernel);
        Assert.Null(Assert.Single(plan.Accesses).Reason);
        ParameterPlan planned = PlanOf(kernel, plan, count);
        Assert.True(planned.MayIsKnown && planned.InBounds && planned.MayIsMustFor(0));
        Assert.Equal(Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(5 + (row * (count + gap)), count)).Distinct().Count(), planned.MayPages(0, 0).Count);
    }

    [Fact]
    public void PointerThatRunsThroughThreeLoops_IsExact_AndThroughFourIsNot()
    {
        Statement body = Counted(3, Number(2), Store(1, Local(0)), Add(0, 1));
        Statement three = Counted(1, Number(2), Counted(2, N, body));
        AssertExact(12, 3, 1, Set(0, Index(1)), three);
        PlanModel four = Lower(Kernel(Set(0, Index(1)), Counted(4, N, three)));
        Assert.Equal(PlanCause.Loop, Assert.Single(four.Accesses).Reason!.Cause);
    }

    [Fact]
    public void PointerAfterLoopsInsideOneAnother_IsKnown()
        => AssertExact(1, 3, 1, Set(0, Number(2)), Counted(1, N, Counted(2, Number(4), Add(0, 2))), Store(1, Local(0)));

    [Fact]
    public void PointerThroughATriangle_IsUnknown()
    {
        PlanModel plan = Lower(Kernel(Set(0, Number(0)), Counted(1, N, Counted(2, Local(1), Store(1, Local(0)), Add(0, 1)))));
        Assert.IsType<PlanUnknown>(Assert.Single(plan.Accesses).Index);
    }

    /// <summary>Item i stores at i - 1 or beyond a border of 0 and N.</summary>
    private static Statement[] AtBorders(Statement below, Statement above) =>
    [
        Set(0, Binary(Index(), Op.Subtract, Number(1))),
        If(Binary(Local(0), Op.Less, Number(0)), [below], [If(Binary(Local(0), Op.GreaterOrEqual, N), [above], [])]),
        Store(1, Local(0)),
    ];

    private static Statement[] Chosen(params (Expression Condition, Expression Value)[] ways)
    {
        Statement[] chain = [Set(0, Number(13))];
        foreach ((Expression condition, Expression value) in ways.Reverse())
        {
            chain = [If(condition, [Set(0, value)], chain)];
        }

        return [.. chain, Store(1, Local(0))];
    }

    private static Statement Counted(int counter, Expression limit, params Statement[] body)
        => For([Set(counter, Number(0))], Binary(Local(counter), Op.Less, limit), [Add(counter, 1)], body);

    private static KernelModel Kernel(params Statement[] statements) => KernelBuilder.Make(1, 1, 10, statements);

    private static PlanModel Lower(KernelModel kernel)
    {
        PlanModel plan = PlanLowering.Lower(kernel);
        Assert.True(PlanCheck.Run(kernel, plan, new Random(1), 300) > 0);
        return plan;
    }

    private static void AssertExact(int count, int n, int accesses, params Statement[] statements)
    {
        KernelModel kernel = Kernel(statements);
        PlanModel plan = Lower(kernel);
        Assert.Equal(accesses, plan.Accesses.Count);
        AssertExact(PlanOf(kernel, plan, n), count);
    }

    private static void AssertExact(ParameterPlan plan, int count)
    {
        Assert.True(plan.MayIsKnown && plan.InBounds && plan.MayIsMustFor(0));
        Assert.Equal(count, plan.MayPages(0, 0).Count);
    }

    private static ParameterPlan PlanOf(KernelModel kernel, PlanModel plan, int argument)
        => PlanRunner.At(PlanRunner.Run(kernel, plan, [argument, 0], [0, 30], new WorkBox(2, 5, 0, 1, 0, 1)), kernel, 0);
}
