using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Tests.Lowering.Forwarding;

/// <summary>Which operations a replaced local makes superfluous, and which only look so.</summary>
public sealed class ExpressionSimplifierTests
{
    private static readonly Expression Whole = Argument(0);
    private static readonly Expression Zero = new ConstantExpression(Float, "0f", 0);
    private static readonly Expression Real = new LocalExpression(Float, 7);

    [Fact]
    public void SumWithZero_IsTheOtherSide()
    {
        Assert.Same(Whole, Replaced(Binary(Local(0), Op.Add, Whole), Number(0)));
        Assert.Same(Whole, Replaced(Binary(Whole, Op.Add, Local(0)), Number(0)));
        Assert.Same(Whole, Replaced(Binary(Whole, Op.Subtract, Local(0)), Number(0)));
    }

    [Fact]
    public void ZeroMinusANumber_StaysADifference()
        => Assert.IsType<BinaryExpression>(Replaced(Binary(Local(0), Op.Subtract, Whole), Number(0)));

    [Fact]
    public void FloatingSumWithZero_Stays_SinceItTurnsMinusZeroIntoZero()
        => Assert.IsType<BinaryExpression>(Replaced(new BinaryExpression(Float, Op.Add, Real, new LocalExpression(Float, 0)), Zero));

    [Fact]
    public void WideSumWithZero_StaysWhereTheOtherSideIsNarrow()
        => Assert.IsType<BinaryExpression>(Replaced(new BinaryExpression(ValueType.Int64, Op.Add, Whole, Local(0)), Number(0)));

    [Fact]
    public void WideConstant_IsWrittenWide()
    {
        ConstantExpression made = Assert.IsType<ConstantExpression>(Replaced(new ConvertExpression(ValueType.Int64, Local(0)), Number(-3)));
        Assert.Equal(("-3L", -3L, ValueType.Int64), (made.Text, made.Integer, made.Type));
    }

    [Fact]
    public void NarrowedConstant_KeepsItsConversion()
        => Assert.IsType<ConvertExpression>(Replaced(new ConvertExpression(Ir.Byte, Local(0)), Number(300)));

    [Fact]
    public void ChoiceByAConstant_IsWhatThatChooses()
    {
        Assert.Same(Whole, Replaced(Choose(Flag(0), Whole, Number(4)), Truth(true)));
        Assert.Same(Whole, Replaced(Choose(Flag(0), Number(4), Whole), Truth(false)));
    }

    [Fact]
    public void ChoiceByAnythingElse_Stays()
        => Assert.IsType<SelectExpression>(Replaced(Choose(Flag(0), Whole, Number(4)), Binary(Whole, Op.Less, Number(3))));

    [Fact]
    public void OppositeOfAnOpposite_IsTheCondition()
    {
        Expression condition = Binary(Whole, Op.Less, Number(3));
        Assert.Same(condition, Replaced(Unary(UnaryOperator.Not, Flag(0)), Unary(UnaryOperator.Not, condition)));
    }

    [Fact]
    public void OppositeOfAComparison_Stays_SinceNaNIsNeitherLessNorNot()
    {
        Expression condition = new BinaryExpression(ValueType.Boolean, Op.Less, Real, Zero);
        Assert.IsType<UnaryExpression>(Replaced(Unary(UnaryOperator.Not, Flag(0)), condition));
    }

    [Fact]
    public void NothingReplaced_IsTheSameObject()
    {
        Expression expression = Binary(Local(1), Op.Add, Binary(Whole, Op.Multiply, Local(2)));
        Assert.Same(expression, Replaced(expression, Number(0)));
    }

    [Fact]
    public void Size_CountsOperationsAndOperands()
        => Assert.Equal(5, ExpressionSimplifier.Size(Binary(Local(1), Op.Add, Binary(Whole, Op.Multiply, Local(2)))));

    private static Expression Replaced(Expression expression, Expression value)
        => ExpressionSimplifier.Replace(expression, local => local.Local == 0 ? value : null);
}
