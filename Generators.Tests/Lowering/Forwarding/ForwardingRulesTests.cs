using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>Each proof that forwarding needs, where it holds and where it does not.</summary>
public sealed class ForwardingRulesTests
{
    // 0 branches to 1 and 2, which meet in 3; 3 goes back to 1 or returns.
    private static readonly DominatorTree Diamond = DominatorTree.Of(new FlowGraph(EquatableArray.Of(
        Block(new BranchTerminator(Truth(true), 1, 2)),
        Block(new JumpTerminator(3)),
        Block(new JumpTerminator(3)),
        Block(new BranchTerminator(Truth(true), 1, 4)),
        Block(new ReturnTerminator()))));

    [Fact]
    public void Constants_AreWhatNoInstructionSets()
    {
        Assert.True(ForwardingRules.IsConstant(Number(3)));
        Assert.True(ForwardingRules.IsConstant(Argument(0)));
        Assert.True(ForwardingRules.IsConstant(Index()));
        Assert.True(ForwardingRules.IsConstant(Length(2)));
    }

    [Fact]
    public void LocalsAndOperations_AreNoConstants()
    {
        Assert.False(ForwardingRules.IsConstant(Local(0)));
        Assert.False(ForwardingRules.IsConstant(Binary(Number(1), Op.Add, Number(2))));
    }

    [Theory]
    [InlineData(0, 0, 0, 1, true)]
    [InlineData(0, 1, 0, 1, false)]
    [InlineData(0, 2, 0, 1, false)]
    [InlineData(0, 5, 3, 0, true)]
    [InlineData(3, 0, 4, 0, true)]
    [InlineData(1, 0, 3, 0, false)]
    [InlineData(1, 0, 2, 0, false)]
    [InlineData(3, 0, 1, 0, false)]
    public void Definition_ReachesWhatItDominates(int block, int position, int usingBlock, int usingPosition, bool reaches)
        => Assert.Equal(reaches, ForwardingRules.Reaches(Diamond, (block, position), (usingBlock, usingPosition)));

    [Theory]
    [InlineData(1, ForwardingRules.MostParts, true)]
    [InlineData(1, ForwardingRules.MostParts + 1, false)]
    [InlineData(2, 3, false)]
    public void OnlyUse_MayBeFoldedUpToALimit(int uses, int parts, bool may)
        => Assert.Equal(may, ForwardingRules.MayFold(uses, parts));

    [Fact]
    public void Expression_IsUnchangedWhileItsLocalsAre()
    {
        Assert.True(ForwardingRules.IsUnchanged([(0, 3), (2, 1)], [3, 9, 1]));
        Assert.True(ForwardingRules.IsUnchanged([], [1]));
    }

    [Fact]
    public void Expression_IsChangedByAnyOfItsLocals()
    {
        Assert.False(ForwardingRules.IsUnchanged([(0, 3), (2, 1)], [3, 9, 2]));
        Assert.False(ForwardingRules.IsUnchanged([(0, 3)], [4]));
    }

    private static BlockModel Block(Terminator end) => new(1, EquatableArray<Instruction>.Empty, end);
}
