// Safety: the counts are pinned while items run.
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Launching;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Generated loops over items run those of a range, each once and in order, and tell which one failed.</summary>
public sealed unsafe class HostLoopTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_range_of_a_box_runs_up_to_the_item_that_fails(int rank)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < TestScale.Iterations(quick: 300, full: 3_000, @long: 100_000); run++)
        {
            int[] sizes = [random.Next(1, 6), rank > 1 ? random.Next(1, 6) : 1, rank > 2 ? random.Next(1, 6) : 1];
            int[] firsts = [.. sizes.Select((size, dimension) => dimension >= rank ? 0 : random.Next(3) switch
            {
                0 => 0,
                1 => random.Next(-100, 100),
                _ => random.Next(2) == 0 ? int.MinValue : int.MaxValue - size,
            })];
            int count = sizes[0] * sizes[1] * sizes[2], first = random.Next(count), end = random.Next(first + 1, count + 1), failing = random.Next(-1, count);
            int[] counts = new int[count];
            HostFailure failure = new();
            bool ended = Run(rank, firsts, sizes, first, end, failing, counts, failure);

            bool fails = failing >= first && failing < end;
            string what = $"run {run}: sizes {string.Join(" ", sizes)} from {string.Join(" ", firsts)}, items {first} to {end}, {failing} fails";
            Assert.True(ended == !fails && (!fails || failure.Slot == failing), what);
            int stop = fails ? failing : end;
            Assert.True(counts.Select((value, slot) => value == (slot >= first && slot < stop ? 1 : 0)).All(static right => right), what);
        }
    }

    private static bool Run(int rank, int[] firsts, int[] sizes, int first, int end, int failing, int[] counts, HostFailure failure)
    {
        Wave wave = Wave.Of(new WorkBox(
            firsts[0], (long)firsts[0] + sizes[0], firsts[1], (long)firsts[1] + sizes[1], firsts[2], (long)firsts[2] + sizes[2]));
        fixed (int* place = counts)
        {
            HostSpans spans = new([new DeviceSpan { Origin = (long)place, Length = counts.Length }]);
            return rank switch
            {
                1 => HostLaunch<HostLoopKernels.LineKernel, HostLoopKernels.LineKernel.Arguments>.TryItems(
                    null, spans, wave, new() { first0 = firsts[0], failing = failing }, FailureSearch.ByEach, first, end, failure),
                2 => HostLaunch<HostLoopKernels.PlaneKernel, HostLoopKernels.PlaneKernel.Arguments>.TryItems(
                    null, spans, wave, new() { first0 = firsts[0], first1 = firsts[1], size1 = sizes[1], failing = failing }, FailureSearch.ByEach, first, end, failure),
                _ => HostLaunch<HostLoopKernels.SpaceKernel, HostLoopKernels.SpaceKernel.Arguments>.TryItems(
                    null,
                    spans,
                    wave,
                    new() { first0 = firsts[0], first1 = firsts[1], first2 = firsts[2], size1 = sizes[1], size2 = sizes[2], failing = failing },
                    FailureSearch.ByEach,
                    first,
                    end,
                    failure),
            };
        }
    }
}
