using HmmGen.Base;
using HmmGen.Devices;
using Xunit;

namespace HmmGen.Tests.Launching.Scouting;

/// <summary>An index of which a plan knows only what its narrow type holds is checked where the table is shorter, and the others are not checked with it.</summary>
public sealed class ShortTableTests
{
    private const int Items = 5_000;

    [Theory]
    [InlineData(16, nameof(KernelVariant.Unplanned))]
    [InlineData(255, nameof(KernelVariant.Unplanned))]
    [InlineData(256, nameof(KernelVariant.Linear))]
    public void Only_what_a_type_bounds_is_checked(int length, string variant)
    {
        using HmmDevice device = VariantsEngine.Open(new SimulatedOptions(), out VariantsEngine engine);
        using HmmArray<byte> codes = HmmSpace.Shared.Allocate<byte>(Items);
        using HmmArray<int> table = ScoutTests.Filled(length, static k => 3 * k);
        using HmmArray<int> target = ScoutTests.Filled(Items, static _ => 0);
        for (int i = 0; i < Items; i++)
        {
            codes[i] = (byte)(i % length);
        }

        ShortTableKernels.LookUp(device, Items, codes, table, target);
        Assert.Equal(Enumerable.Range(0, Items).Select(i => 3 * (byte)(i % length)), target.ToArray());
        Assert.Equal(variant, Assert.Single(engine.Take()).ToString());
        if (length < 256)
        {
            codes[7] = (byte)length;
            HmmAccessException failure = Assert.Throws<HmmAccessException>(() => ShortTableKernels.LookUp(device, Items, codes, table, target));
            Assert.Equal((length, "table"), (failure.ElementIndex, failure.Parameter));
            Assert.Contains("in work item (7)", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Other_indices_are_checked_where_the_plan_does_not_have_them_in_bounds()
    {
        using HmmDevice device = VariantsEngine.Open(new SimulatedOptions(), out VariantsEngine engine);
        using HmmArray<byte> codes = HmmSpace.Shared.Allocate<byte>(Items);
        using HmmArray<int> table = ScoutTests.Filled(16, static k => 3 * k);
        using HmmArray<int> target = ScoutTests.Filled(Items, static _ => 0);
        codes[Items - 1] = 1;
        HmmAccessException failure = Assert.Throws<HmmAccessException>(() => ShortTableKernels.LookUpBehind(device, Items, codes, table, target));
        Assert.Equal((Items, "target"), (failure.ElementIndex, failure.Parameter));
        Assert.Equal([KernelVariant.Checked], engine.Take());
    }
}
