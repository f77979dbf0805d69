using System.Globalization;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Lifetimes;

/// <summary>
/// Finalizers use arrays that end with their objects, at once and after later collections, on their thread and on others. <c>HMMGEN_SEED</c> names the first
/// run. They run alone: a collection ends what the whole process has dropped.
/// </summary>
[Collection(WholeProcess.Name)]
public sealed class FinalizerTests
{
    private const int Length = 1000;

    /// <summary>
    /// Finalizers touch their arrays, each in one way: no other array changes, and the next ones are as new. One collection is for all: it takes long in a process
    /// with many tests.
    /// </summary>
    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void A_touch_changes_no_other_array(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated();
        FinalTouch[] touches = Enum.GetValues<FinalTouch>();
        HmmArray<int>[] live = [.. touches.Select(_ => space.Allocate<int>(Length))];
        foreach ((FinalTouch touch, HmmArray<int> array) in touches.Zip(live))
        {
            array.Fill(7);
            foreach (bool isFirst in (bool[])[true, false])
            {
                ArrayOwner.Drop(space, Length, isFirst, isShared: false, [touch], device, new FinalWitness());
            }
        }

        ArrayOwner.Collect();
        foreach ((FinalTouch touch, HmmArray<int> array) in touches.Zip(live))
        {
            Assert.True(array.AsReadOnlySpan().IndexOfAnyExcept(7) < 0, $"{touch} changed an array");
            TransparentKernels.Add(device, Length, 1, array);
            Assert.True(array.AsReadOnlySpan().IndexOfAnyExcept(8) < 0, $"{touch} changed an array that a launch had");
            using HmmArray<int> next = space.Allocate<int>(Length);
            TransparentKernels.Add(device, Length, 1, next);
            Assert.True(next.AsReadOnlySpan().IndexOfAnyExcept(1) < 0, $"after {touch} a new array is not zero");
            array.Dispose();
        }
    }

    /// <summary>
    /// A finalizer gives its array to all, and every call about the array goes on to find zeros, what was written, or an array that was disposed of.
    /// </summary>
    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void Arrays_that_finalizers_use_change_no_others(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        Run(space, space, seed => $"{mode}, seed {seed}");
    }

    /// <summary>The same where half of the dropped arrays are not on the collected heap.</summary>
    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public void Arrays_outside_the_heap_that_finalizers_use_change_no_others(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        HmmSpace outside = TransparentSpaces.Open(mode);
        outside.LargestOnHeap = 0;
        Run(space, outside, seed => $"{mode}, outside the heap, seed {seed}");
    }

    private static void Run(HmmSpace space, HmmSpace other, Func<int, string> name)
    {
        // Each run collects all of the heap some ten times, which takes long in a process with many tests.
        int runs = TestScale.Iterations(quick: 2, full: 3, @long: 2000);
        for (int run = 0; run < runs; run++)
        {
            int seed = TestSeeds.First + run;
            try
            {
                new FinalizerModel(space, other, seed).Run();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{name(seed)}: {failure.Message}"), failure);
            }
        }
    }
}
