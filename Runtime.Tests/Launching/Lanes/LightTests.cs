using HmmGen.Base;
using HmmGen.Launching.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels that compute little have wide vectors while their data fits the caches, and give the same with them and without.</summary>
public sealed class LightTests(ITestOutputHelper output)
{
    [Fact]
    public void Neighbours_are_worth_wide_vectors_however_little_is_computed()
    {
        Assert.True(LightKernels.ScaleKernel.Descriptor.Lanes is { IsWide: true, IsLight: true });
        Assert.True(LightKernels.ApartKernel.Descriptor.Lanes is { IsWide: false });
        Assert.True(LightKernels.MuchKernel.Descriptor.Lanes is { IsWide: true, IsLight: false });
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData((1 << 18) - 1, true)]
    [InlineData(1 << 18, false)]
    [InlineData(long.MaxValue, false)]
    public void Two_mebibytes_do_not_fit_the_caches(long items, bool fits)
        => Assert.Equal(fits, LaneChoice.FitsCaches(LightKernels.ScaleKernel.Descriptor, items));

    [Fact]
    public void Launches_that_fit_and_others_give_the_same()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 });
        foreach (int length in new[] { 1 << 17, (1 << 18) - 1, 1 << 18, (1 << 18) + 17 })
        {
            float[] x = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
            float[] y = [.. x.Reverse()];
            float[] expected = [.. y];
            for (int launch = 0; launch < 3; launch++)
            {
                LightKernels.Scale(device, length, 0.5f, x, y);
                for (int i = 0; i < length; i++)
                {
                    LightKernels.Scale(i, 0.5f, x, expected);
                }
            }

            Assert.Equal(expected, y);
        }
    }
}
