// Safety: reads the core's marks of a region that lives until the test's end.
using HmmGen.Coherence.Core;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>The first page of a block that a device gets has the rest of the block protected too, and a write by the host ends that.</summary>
public sealed unsafe class BlockMarkTests
{
    private const int Page = 1024;
    private const int Block = 512;

    [Fact]
    public void A_page_that_comes_protects_its_block_and_no_other()
    {
        HmmSpace space = TransparentSpaces.Open(HmmHostMode.Transparent);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = space.Allocate<int>(3 * Block * Page);
        Span<int> span = array.AsSpan();
        span.Fill(1);
        CoreRegion* region = array.Region!.Core;
        using (HmmPin<int> pin = array.Pin(((Block + 100) * Page, (Block + 101) * Page)))
        {
            Bring(array, device, Block + 7);

            for (int page = 0; page < 3 * Block; page++)
            {
                bool isOfBlock = page / Block == 1 && page != Block + 100;
                Assert.Equal(isOfBlock, Has(region, page, HostMark.Protected));
                Assert.True(page / Block != 1 || Has(region, page, HostMark.HasMemory));
            }

            // Neighbours up to the pinned page and up to the device's page are free again at one write; the others stay.
            span[(Block + 50) * Page] = 2;
            for (int page = Block; page < 2 * Block; page++)
            {
                Assert.Equal(page <= Block + 7 || page > Block + 100, Has(region, page, HostMark.Protected));
            }

            Assert.Equal(0, device.Statistics.HostWriteFaults);
        }

        span[(Block + 7) * Page] = 3;
        Assert.Equal(1, device.Statistics.HostWriteFaults);
        GC.KeepAlive(array);
    }

    [Fact]
    public void System_calls_of_user_mode_may_use_the_rest_of_a_block()
    {
        HmmSpace space = TransparentSpaces.Open(HmmHostMode.TransparentUserMode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = space.Allocate<int>(Block * Page);
        Span<int> span = array.AsSpan();
        span.Fill(1);
        Bring(array, device, 7);

        for (int page = 0; page < Block; page++)
        {
            Assert.Equal(page == 7, Has(array.Region!.Core, page, HostMark.Protected));
        }

        GC.KeepAlive(array);
    }

    [Fact]
    public void Pages_that_are_not_written_yet_are_seen_after_their_block_was_protected()
    {
        HmmSpace space = TransparentSpaces.Open(HmmHostMode.Transparent);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = space.Allocate<int>(2 * Block * Page);
        using HmmArray<int> target = space.Allocate<int>(2 * Block * Page);
        Span<int> span = array.AsSpan();
        Bring(array, device, 3);
        for (int page = 0; page < 2 * Block; page += 5)
        {
            Assert.Equal(0, span[page * Page]);
            span[page * Page] = page + 1;
        }

        TransparentKernels.Copy(device, span.Length, array, target);
        for (int page = 0; page < 2 * Block; page++)
        {
            Assert.Equal(page % 5 == 0 ? page + 1 : 0, target[page * Page]);
        }
    }

    private static void Bring(HmmArray<int> array, HmmDevice device, int page) => array.Prefetch(device, (page * Page, (page + 1) * Page));

    private static bool Has(CoreRegion* region, int page, HostMark mark) => HostMarks.Has(region, page * CoreRegion.PageSize, mark);
}
