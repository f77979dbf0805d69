using HmmGen.Base;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using HmmGen.Planning;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;
using PlanAccess = HmmGen.Generators.Lowering.Plan.PlanAccess;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>
/// Plans of the shapes that kernels have, each also compared with interpreted runs. The kernels' span parameters follow their
/// scalar ones; local 9 takes what is loaded.
/// </summary>
public sealed class PlanLoweringTests
{
    private const int Data = 9;

    private static readonly Expression N = Argument(0);

    private static readonly Expression Below = Binary(Local(0), Op.Less, N);

    [Fact]
    public void Elementwise_IsDefiniteEverywhere()
        => AssertDefinite(Lower(0, 2, Load(Data, 0, Index()), Load(Data, 1, Index()), Store(1, Index())));

    [Fact]
    public void MatrixProduct_FollowsTheLoop() => AssertDefinite(Lower(2, 3,
        For([Set(0, Number(0))], Below, [Add(0, 1)],
        [
            Load(Data, 2, Binary(Binary(Index(0), Op.Multiply, N), Op.Add, Local(0))),
            Load(Data, 3, Binary(Binary(Local(0), Op.Multiply, Argument(1)), Op.Add, Index(1))),
        ]),
        Store(4, Binary(Binary(Index(0), Op.Multiply, Argument(1)), Op.Add, Index(1)))));

    [Fact]
    public void GuardedStencil_KeepsItsConditions()
    {
        Expression inside = Logic(Binary(Index(), Op.Greater, Number(0)), Op.Both, Binary(Index(), Op.Less, Binary(N, Op.Subtract, Number(1))));
        PlanModel plan = Lower(1, 1, If(inside, [Load(Data, 1, Binary(Index(), Op.Subtract, Number(1)))], []));
        AssertDefinite(plan);
        Assert.Equal(2, plan.Accesses[0].Conditions.Count);
    }

    [Fact]
    public void EarlyReturn_IsACondition()
    {
        PlanModel plan = Lower(1, 1, If(Binary(Index(), Op.GreaterOrEqual, N), [new Statement.Return()], []), Store(1, Index()));
        AssertDefinite(plan);
        Assert.Single(plan.Accesses[0].Conditions);
    }

    [Fact]
    public void Gather_IsUnknown_UnlessItIsClamped()
    {
        PlanModel plan = Lower(0, 2,
            Load(Data, 1, Index()),
            Load(0, 0, Local(Data)),
            Load(0, 0, Call(DeviceFunction.Clamp, Local(Data), Number(0), Binary(Length(0), Op.Subtract, Number(1)))),
            Load(0, 0, ToByte(Local(Data))));
        Assert.IsType<PlanUnknown>(plan.Accesses[1].Index);
        Assert.Equal(PlanBounds.Both, plan.Accesses[2].Index.Bounds);
        Assert.Equal(PlanBounds.Both, plan.Accesses[3].Index.Bounds);
    }

    [Fact]
    public void Foreach_IsALoop() => AssertDefinite(Lower(0, 2,
        For([Set(0, Number(0))], Binary(Local(0), Op.Less, Length(0)), [], [Set(1, Local(0)), Add(0, 1), Load(Data, 0, Local(1))]),
        Store(1, Index())));

    [Fact]
    public void FallingLoop_IsALoop() => AssertDefinite(Lower(1, 1,
        For([Set(0, Binary(N, Op.Subtract, Number(1)))], Binary(Local(0), Op.GreaterOrEqual, Number(0)), [Add(0, -1)], [Store(1, Local(0))])));

    [Fact]
    public void TriangularLoops_NameOneAnother()
    {
        Statement inner = For(
            [Set(1, Binary(Local(0), Op.Add, Number(1)))], Binary(Local(1), Op.LessOrEqual, N), [Add(1, 1)],
            [Store(1, Binary(Binary(Local(0), Op.Multiply, N), Op.Add, Local(1)))]);
        PlanModel plan = Lower(1, 1, For([Set(0, Number(0))], Below, [Add(0, 1)], [inner]));
        AssertDefinite(plan);
        Assert.Equal(2, plan.Loops.Count);
    }

    [Fact]
    public void LoopThatBreaks_IsNotDefinite()
    {
        PlanModel plan = Lower(1, 2,
            For([Set(0, Number(0))], Below, [Add(0, 1)],
                [Load(Data, 1, Local(0)), If(Binary(Local(Data), Op.Greater, Number(3)), [new Statement.Break()], [])]),
            Store(2, Index()));
        Assert.IsType<PlanLoopValue>(plan.Accesses[0].Index);
        Assert.False(plan.Accesses[0].IsMust);
        Assert.True(plan.Accesses[1].IsMust);
    }

    [Fact]
    public void LoopThatEndsByData_IsUnknown()
    {
        PlanModel plan = Lower(0, 2,
            Set(0, Number(0)),
            For([], Binary(Local(Data), Op.Less, Number(5)), [], [Load(Data, 0, Local(0)), Add(0, 1)]),
            Store(1, Index()));
        Assert.IsType<PlanUnknown>(plan.Accesses[0].Index);
        AssertDefinite(plan.Accesses[1]);
    }

    [Fact]
    public void BranchesThatAgree_LeaveTheirValue() => AssertDefinite(Lower(1, 1,
        If(Binary(Index(), Op.Less, N),
            [Store(1, Index()), Set(0, Binary(Index(), Op.Add, Number(1)))],
            [Store(1, Binary(Index(), Op.Subtract, N)), Set(0, Binary(Index(), Op.Add, Number(1)))]),
        Store(1, Local(0))));

    [Fact]
    public void ChosenExtremes_AreMinimaAndMaxima() => AssertDefinite(Lower(1, 1,
        If(Binary(Index(), Op.Greater, Number(0)), [Set(0, Binary(Index(), Op.Subtract, Number(1)))], [Set(0, Number(0))]),
        If(Binary(Index(), Op.Less, Binary(N, Op.Subtract, Number(1))), [Set(1, Binary(Index(), Op.Add, Number(1)))], [Set(1, Binary(N, Op.Subtract, Number(1)))]),
        Store(1, Binary(Local(0), Op.Add, Local(1)))));

    [Fact]
    public void FlagOfAComparison_IsACondition()
    {
        PlanModel plan = Lower(1, 1,
            If(Binary(Index(), Op.GreaterOrEqual, Number(2)), [Set(10, Binary(Index(), Op.Less, N))], [Set(10, Truth(false))]),
            If(Flag(10), [Store(1, Index())], []));
        AssertDefinite(plan);
        Assert.Equal(2, plan.Accesses[0].Conditions.Count);
    }

    [Fact]
    public void VariableAfterTheLoop_IsItsFinalValue() => AssertDefinite(Lower(1, 1,
        For([Set(0, Index())], Below, [], [Store(1, Local(0)), Add(0, 2), Store(1, Local(0))]),
        Store(1, Local(0))));

    [Fact]
    public void DoWhile_RunsAtLeastOnce() => AssertDefinite(Lower(2, 1,
        Set(0, Number(0)),
        Set(1, Index()),
        Do([Store(2, Local(1)), Add(0, 1), Add(1, Argument(1))], Below)));

    [Fact]
    public void UnrolledLoop_AndItsRest_AreKnown() => AssertDefinite(Lower(1, 1,
        Set(0, Number(0)),
        For([], Binary(Binary(Local(0), Op.Add, Number(4)), Op.LessOrEqual, N), [Add(0, 4)], [Store(1, Binary(Local(0), Op.Add, Number(3)))]),
        For([], Binary(Local(0), Op.NotEqual, N), [Add(0, 1)], [Store(1, Local(0))])));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RisingLoop_ByAnArgument_IsExact(bool meetsLimit)
    {
        Op sign = meetsLimit ? Op.LessOrEqual : Op.Less;
        KernelModel kernel = Kernel(1, 1, For([Set(0, Index())], Binary(Local(0), sign, Number(21)), [Add(0, N)], [Store(1, Local(0))]));
        PlanModel plan = Check(kernel);
        AssertDefinite(plan);
        AssertExact(PlanOf(kernel, plan, 3), meetsLimit ? 20 : 19);
        AssertExact(PlanOf(kernel, plan, 5), 12);
        Assert.False(PlanOf(kernel, plan, 0).MayIsKnown);
        Assert.False(PlanOf(kernel, plan, -3).MayIsKnown);
    }

    [Fact]
    public void FallingLoop_ByAnArgument_IsExact()
    {
        KernelModel kernel = Kernel(1, 1,
            For([Set(0, Binary(Number(20), Op.Subtract, Index()))], Binary(Local(0), Op.GreaterOrEqual, Number(0)), [Subtract(0, N)], [Store(1, Local(0))]));
        PlanModel plan = Check(kernel);
        AssertDefinite(plan);
        AssertExact(PlanOf(kernel, plan, 3), 19);
        Assert.False(PlanOf(kernel, plan, -1).MayIsKnown);
    }

    [Fact]
    public void LoopByASumOfArguments_HasThatStep()
    {
        Expression step = Binary(Binary(N, Op.Multiply, Number(2)), Op.Add, Length(2));
        PlanModel plan = Lower(2, 1, For([Set(0, Index())], Binary(Local(0), Op.Less, Argument(1)), [Add(0, step)], [Store(2, Local(0))]));
        AssertDefinite(plan);
        Assert.IsType<PlanCall>(Assert.Single(plan.Loops).Step);
    }

    [Fact]
    public void LocalsBesideALoopByAnArgument_FollowIt() => AssertDefinite(Lower(2, 1,
        Set(1, Number(0)),
        Set(2, Index(1)),
        For([Set(0, Index())], Binary(Local(0), Op.Less, Argument(1)), [Add(0, N), Add(1, 1), Add(2, N)], [Store(2, Local(1)), Store(2, Local(2))])));

    [Fact]
    public void LoopByTheIndexOrByData_IsUnknown()
    {
        PlanModel plan = Lower(1, 1,
            For([Set(0, Number(1))], Below, [Add(0, Binary(Index(), Op.Add, Number(1)))], [Store(1, Local(0))]),
            Load(Data, 1, Index()),
            For([Set(0, Number(1))], Below, [Add(0, Local(Data))], [Store(1, Local(0))]));
        Assert.IsType<PlanUnknown>(plan.Accesses[0].Index);
        Assert.IsType<PlanUnknown>(plan.Accesses[2].Index);
    }

    [Fact]
    public void BoundAtTheEndOfInt_MakesTheLoopUnknown()
    {
        KernelModel kernel = Kernel(1, 1,
            For([Set(0, Number(0))], Binary(Local(0), Op.LessOrEqual, N), [Add(0, 1)], [Store(1, Local(0))]));
        PlanModel plan = Check(kernel);
        Assert.True(PlanOf(kernel, plan, 9).MayIsKnown);
        Assert.False(PlanOf(kernel, plan, int.MaxValue).MayIsKnown);
    }

    [Fact]
    public void KernelThatJumpsIntoALoop_IsUnknown()
    {
        KernelModel kernel = Kernel(1, 1, If(Below, [Store(1, Index())], [Store(1, Index())]));
        BlockModel[] blocks = [.. kernel.Body.Blocks];
        blocks[1] = blocks[1] with { Terminator = new JumpTerminator(2) };
        blocks[2] = blocks[2] with { Terminator = new BranchTerminator(Below, 1, 3) };
        PlanModel plan = PlanLowering.Lower(kernel with { Body = kernel.Body with { Blocks = blocks.ToEquatable() } });
        Assert.All(plan.Accesses, static access => Assert.True(access.Index is PlanUnknown && !access.IsMust));
    }

    [Fact]
    public void EqualKernels_HaveEqualPlans()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Assert.Equal(
                PlanPrinter.Print(new StatementGenerator(new Random(seed)).Next()),
                PlanPrinter.Print(new StatementGenerator(new Random(seed)).Next()));
        }
    }

    [Fact]
    public void ChosenElement_IsTwoCases()
    {
        PlanModel plan = Lower(0, 1,
            If(Binary(Index(), Op.Equal, Number(0)), [Set(0, Index())], [Set(0, Binary(Index(), Op.Subtract, Number(1)))]),
            Store(0, Local(0)));
        AssertDefinite(plan);
        Assert.Equal(2, plan.Accesses.Count);
    }

    [Fact]
    public void ElementMovedByABranch_IsTwoCases()
    {
        PlanModel plan = Lower(1, 1,
            Set(0, Binary(Index(), Op.Subtract, Number(2))),
            If(Binary(Local(0), Op.Less, Number(0)), [Add(0, N)], []),
            Load(Data, 1, Local(0)));
        AssertDefinite(plan);
        Assert.Equal(2, plan.Accesses.Count);
    }

    [Fact]
    public void SelectedElement_IsPlannedAsTheBranchIs()
    {
        Expression chosen = Choose(Binary(Index(), Op.Equal, Number(3)), N, Binary(Index(), Op.Add, Number(4)));
        PlanModel plan = Lower(1, 1, Store(1, chosen));
        AssertDefinite(plan);
        Assert.Equal(2, plan.Accesses.Count);
    }

    [Fact]
    public void ConditionOnAChosenValue_IsTwoCases()
    {
        PlanModel plan = Lower(1, 1,
            If(Binary(Index(), Op.Equal, Number(0)), [Set(0, N)], [Set(0, Index(1))]),
            If(Binary(Local(0), Op.Greater, Number(1)), [Store(1, Index())], []));
        AssertDefinite(plan);
        Assert.Equal(2, plan.Accesses.Count);
    }

    [Fact]
    public void ShiftedConstant_IsBounded()
    {
        PlanModel plan = Lower(1, 1,
            If(Binary(Binary(Number(5), Op.ShiftRight, N), Op.Greater, Number(0)), [Store(1, Binary(Number(1), Op.ShiftLeft, N))], []));
        Assert.Null(Assert.Single(plan.Accesses).Reason);
    }

    private static KernelModel Kernel(int scalars, int spans, params Statement[] statements)
        => KernelBuilder.Make(scalars, spans, 10, statements);

    private static PlanModel Lower(int scalars, int spans, params Statement[] statements) => Check(Kernel(scalars, spans, statements));

    private static PlanModel Check(KernelModel kernel)
    {
        PlanModel plan = PlanLowering.Lower(kernel);
        Assert.True(PlanCheck.Run(kernel, plan, new Random(1), 200) > 0);
        return plan;
    }

    private static void AssertDefinite(PlanModel plan)
    {
        foreach (PlanAccess access in plan.Accesses) AssertDefinite(access);
    }

    private static void AssertDefinite(PlanAccess access)
    {
        Assert.False(access.Index.HasUnknown);
        Assert.True(access.IsMust);
        Assert.Null(access.Reason);
    }

    /// <summary>What a kernel's only access touches of 30 elements in work items 2, 3 and 4, when its scalar is a number.</summary>
    private static ParameterPlan PlanOf(KernelModel kernel, PlanModel plan, int argument)
        => PlanRunner.At(PlanRunner.Run(kernel, plan, [argument, 0], [0, 30], new WorkBox(2, 5, 0, 1, 0, 1)), kernel, 0);

    private static void AssertExact(ParameterPlan plan, int count)
    {
        Assert.True(plan.MayIsKnown && plan.InBounds && plan.MayIsMustFor(0));
        Assert.Equal(count, plan.MayPages(0, 0).Count);
    }
}
