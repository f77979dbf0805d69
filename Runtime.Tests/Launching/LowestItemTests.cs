using HmmGen.Tests.Devices;
using HmmGen.Tests.Generated.Methods;
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

    /// <summary>Items that wait for a page when others fail run on, as far as they are lower: one of them may fail as well.</summary>
    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void An_item_that_has_waited_is_named_before_a_higher_one_that_has_not(string form)
    {
        const int Count = 3000;
        using HmmDevice device = DeviceForms.Open(form);
        foreach (int failing in new[] { 0, 700, 1499, 1500 })
        {
            long[] places = [.. Enumerable.Range(0, Count).Select(item => item == failing ? -1L : item)], y = new long[Count];
            HmmAccessException error = Assert.Throws<HmmAccessException>(() => FailingKernels.FailLater(device, Count, Count, places, y));
            Assert.Equal([failing], error.WorkItem);
            Assert.Equal(Enumerable.Range(0, failing).Select(static item => (long)item), y.Take(failing));
        }
    }
}
