using HmmGen.Tests.HandWritten;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Errors name the same work item in every run, however the threads of a device come along.</summary>
public sealed class LowestItemTests
{
    [Fact]
    public void A_device_without_room_for_a_page_names_the_lowest_item()
    {
        // All items wait for the first page of their arrays, and park in any order.
        const int Items = 1 << 13;
        for (int round = 0; round < 25; round++)
        {
            using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
            {
                MemoryBudget = 16 << 10, PageSize = 64 << 10, BlockSize = 16, Form = HmmKernelForms.Resumable, Prefetch = false, Threads = 8,
            });
            using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(Items);

            HmmOutOfMemoryException error = Assert.Throws<HmmOutOfMemoryException>(
                () => FillKernel.Launch(device, HmmExtent.Range(100, Items), 1, target));

            Assert.Equal((100L, 100L, "target"), (Assert.Single(error.WorkItem), error.ElementIndex, error.Parameter));
        }
    }
}
