using HmmGen.Planning.Steps;
using HmmGen.Tool.Explanation;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>What is known of a value, by the values that it is made of.</summary>
public sealed class ValueFormTests
{
    private static readonly ValueForm Unknown = new(ValueShape.Unknown);
    private static readonly ValueForm Argument = new(ValueShape.Uniform);
    private static readonly ValueForm Item = new(ValueShape.Affine, 1);
    private static readonly ValueForm Loop = new(ValueShape.Affine, 2);

    [Fact]
    public void Sums_and_multiples_stay_affine_and_have_the_variables_of_both()
        => Assert.Equal(new ValueForm(ValueShape.Affine, 3), ValueForm.Of(PlanOperation.Add, ValueForm.Of(PlanOperation.Multiply, Item, Argument), Loop));

    [Fact]
    public void A_product_of_variables_is_bounded() => Assert.Equal(ValueShape.Bounded, ValueForm.Of(PlanOperation.Multiply, Item, Loop).Shape);

    [Fact]
    public void A_sum_with_data_is_unknown() => Assert.Equal(ValueShape.Unknown, ValueForm.Of(PlanOperation.Add, Item, Unknown).Shape);

    [Fact]
    public void Data_below_a_mask_or_a_divisor_is_bounded()
    {
        Assert.Equal(ValueShape.Bounded, ValueForm.Of(PlanOperation.And, Unknown, Argument).Shape);
        Assert.Equal(ValueShape.Bounded, ValueForm.Of(PlanOperation.Remainder, Unknown, Argument).Shape);
        Assert.Equal(ValueShape.Bounded, ValueForm.Of(PlanOperation.Byte, Unknown).Shape);
    }

    [Fact]
    public void Data_is_bounded_when_it_is_limited_on_both_sides_only()
    {
        ValueForm data = ValueForm.Of(PlanOperation.Int32, Unknown);
        ValueForm least = ValueForm.Of(PlanOperation.Min, data, Argument);
        Assert.Equal(ValueShape.Capped, least.Shape);
        Assert.Equal(ValueShape.Bounded, ValueForm.Of(PlanOperation.Max, least, Argument).Shape);
        Assert.Equal(ValueShape.Floored, ValueForm.Of(PlanOperation.Max, data, Argument).Shape);
    }

    [Fact]
    public void The_negative_of_what_is_at_most_something_is_at_least_something()
        => Assert.Equal(ValueShape.Floored, ValueForm.Of(PlanOperation.Negate, ValueForm.Of(PlanOperation.Min, Unknown, Argument)).Shape);
}
