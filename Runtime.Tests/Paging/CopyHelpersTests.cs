// Safety: the core's device is looked at while its device and a mirror live, or is a block of the test's own that lives until all helpers have left.
using System.Diagnostics;
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using HmmGen.Paging;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Threads that compute on a simulated device help with its copies, while many pages move. They end before the device does.</summary>
public sealed unsafe class CopyHelpersTests
{
    private const int Pages = 2048;
    private const int Length = Pages * 1024;

    [Fact]
    public void Large_batches_are_helped_and_whole()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 4 });
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Length);
        for (Stopwatch patience = Stopwatch.StartNew(); Helped(device, array) == 0;)
        {
            MoveBothWays(device, array, (int)patience.ElapsedTicks);
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "Nobody has helped.");
        }
    }

    [Theory]
    [InlineData(4, false, Length)]
    [InlineData(1, true, Length)]
    [InlineData(4, true, Length / Pages * 100)]
    public void Nobody_helps_where_nobody_may_or_few_pages_move(int threads, bool isAllowed, int length)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = threads, Testing = new() { HelpedCopies = isAllowed } });
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(length);
        for (int round = 0; round < 20; round++)
        {
            MoveBothWays(device, array, round);
        }

        Assert.Equal(0, Helped(device, array));
    }

    [Fact]
    public void All_helpers_have_left_when_they_are_disposed_of()
    {
        CoreDevice* device = (CoreDevice*)NativeMemory.AllocZeroed((nuint)sizeof(CoreDevice));
        device->Kind = DeviceCopyKind.Memory;
        for (int round = 0; round < 20; round++)
        {
            CopyHelpers helpers = new(device, 2);
            CopyHelpers.Help help = helpers.Begin(CopyHelpers.FewestFrames);

            // They look for work until they are told to leave, or for some tenths of a millisecond.
            Stopwatch patience = Stopwatch.StartNew();
            SpinWait.SpinUntil(() => device->Helped.Helpers > 0 || patience.ElapsedMilliseconds > 100);
            helpers.Dispose();
            Assert.Equal(0, device->Helped.Helpers);
            help.Dispose();
            Assert.Equal(0, device->HelpedBatches);
        }

        NativeMemory.Free(device);
    }

    private static void MoveBothWays(HmmDevice device, HmmArray<int> array, int value)
    {
        Span<int> elements = array.AsSpan();
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = value + i;
        }

        Transparent.TransparentKernels.Add(device, array.Length, 1, array);
        array.Prefetch(HmmDevice.Host, HmmRange.All);
        int wrong = 0;
        ReadOnlySpan<int> results = array.AsReadOnlySpan();
        for (int i = 0; i < results.Length; i++)
        {
            wrong += results[i] == value + i + 1 ? 0 : 1;
        }

        Assert.Equal(0, wrong);
    }

    private static long Helped(HmmDevice device, HmmArray<int> array) => device.Session.Memory.MirrorOf(array.Region!).Core->Device->Helped.BytesHelped;
}
