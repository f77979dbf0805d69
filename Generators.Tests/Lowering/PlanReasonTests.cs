using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;
using PlanAccess = HmmGen.Generators.Lowering.Plan.PlanAccess;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>Why accesses cannot be planned. Local 9 takes what is loaded.</summary>
public sealed class PlanReasonTests
{
    private const int Data = 9;

    private static readonly Expression N = Argument(0);

    [Fact]
    public void LoadedIndex_NamesTheSpanAndTheLine()
        => AssertReason("its index is loaded from x0 (line 11)", Load(Data, 1, Index()), Set(0, Binary(Local(Data), Op.Add, N)), Store(1, Local(0)));

    [Fact]
    public void LoadedCondition_NamesTheSpanAndTheLine()
        => AssertReason(
            "a condition around it is loaded from x0 (line 11)",
            Load(Data, 1, Index()), If(Binary(Local(Data), Op.Greater, N), [Store(1, Index())], []));

    [Fact]
    public void LoopThatEndsByData_IsNamed()
        => AssertReason(
            "its index changes in a loop whose iterations are not known before it runs",
            For([Set(0, N)], Binary(Local(0), Op.NotEqual, Number(1)), [Set(0, Binary(Local(0), Op.Divide, Number(2)))], [Store(1, Local(0))]));

    [Fact]
    public void AccessInALoopThatEndsByData_NamesTheLoop()
        => AssertReason(
            "it is in a loop whose iterations are not known before it runs",
            For([Set(0, N)], Binary(Local(0), Op.NotEqual, Number(1)), [Set(0, Binary(Local(0), Op.Divide, Number(2)))], [Store(1, Index())]));

    [Fact]
    public void UnknownFunction_IsNamed()
        => AssertReason("its index is computed with PopCount, which plans do not follow (line 11)", Store(1, Call(DeviceFunction.PopCount, N)));

    [Fact]
    public void LongComputation_IsNamed()
    {
        Expression sum = N;
        for (int term = 0; term < 200; term++) sum = Binary(Binary(sum, Op.ExclusiveOr, Index()), Op.Multiply, N);
        AssertReason("its index is too long a computation (line 11)", Store(1, sum));
    }

    [Fact]
    public void UnsetLocal_IsNamed() => AssertReason("its index is read from v3 before that is set", Store(1, Local(3)));

    [Fact]
    public void PlannedAccess_HasNoReason()
        => Assert.Null(Assert.Single(PlanLowering.Lower(KernelBuilder.Make(1, 1, 10, Store(1, Index()))).Accesses).Reason);

    [Fact]
    public void JumpIntoALoop_IsNamed()
    {
        KernelModel kernel = KernelBuilder.Make(1, 1, 10, If(Binary(Index(), Op.Less, N), [Store(1, Index())], [Store(1, Index())]));
        BlockModel[] blocks = [.. kernel.Body.Blocks];
        blocks[1] = blocks[1] with { Terminator = new JumpTerminator(2) };
        blocks[2] = blocks[2] with { Terminator = new BranchTerminator(Binary(Index(), Op.Less, N), 1, 3) };
        PlanModel plan = PlanLowering.Lower(kernel with { Body = kernel.Body with { Blocks = blocks.ToEquatable() } });
        Assert.All(plan.Accesses, static access => Assert.Equal("the kernel jumps into a loop", access.Reason!.Words));
    }

    private static void AssertReason(string words, params Statement[] statements)
    {
        PlanAccess access = PlanLowering.Lower(KernelBuilder.Make(1, 1, 10, statements)).Accesses.Last();
        Assert.StartsWith(words, access.Reason?.Words ?? "none", StringComparison.Ordinal);
    }
}
