using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Errors name the same work item in every run, however the threads of a device come along.</summary>
public sealed class LowestItemTests
{
    [Fact]
    public void A_device_without_room_for_a_page_names_the_lowest_item()
    {
        // All items wait for the first page of the array, and the lowest comes to it last.
        const int Items = 64;
        for (int round = 0; round < 3; round++)
        {
            using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
            {
                MemoryBudget = 4095,
                BlockSize = 1,
                Variant = HmmKernelVariants.Resumable,
                Prefetch = false,
                MaxDegreeOfParallelism = 8,
            });
            using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(Items);

            HmmOutOfMemoryException error = Assert.Throws<HmmOutOfMemoryException>(
                () => ScatterKernels.AddLate(device, HmmExtent.Range(5, Items), Items, 50_000, target));

            Assert.Equal((5L, 5L, "target"), (Assert.Single(error.WorkItem), error.ElementIndex, error.Parameter));
        }
    }
}
