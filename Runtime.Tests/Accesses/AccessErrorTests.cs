using HmmGen.Tests.Conformance;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Accesses;

/// <summary>What an access cannot do it refuses before the callback, and a callback that fails leaves everything usable.</summary>
public sealed class AccessErrorTests
{
    private const int Page = 1024;

    [Fact]
    public void More_than_the_device_holds_is_refused_and_nothing_changes()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 4 * 4096 });
        using HmmArray<int> array = Numbers(20 * Page);
        TransparentKernels.Add(device, Page, 1, array.Slice(2 * Page, Page));
        foreach (HmmAccess access in Enum.GetValues<HmmAccess>())
        {
            HmmOutOfMemoryException refusal = Assert.Throws<HmmOutOfMemoryException>(() => device.Access(array.Slice(Page, 5 * Page), access, Never));
            Assert.Equal(
                "HmmDevice.Access: the pages under 'range' have 20480 bytes and must be on the device at the same time, but it has 16384 bytes for pages: " +
                "access fewer elements at a time, or give the device a larger MemoryBudget.",
                refusal.Message);
        }

        Assert.Throws<HmmOutOfMemoryException>(() => device.Access(
            HmmOperand.Write<int>(array.Slice(0, 2 * Page)), HmmOperand.Write<int>(array.Slice(2 * Page + 1, 2 * Page)), (_, _, _) => Assert.Fail()));
        device.Access(array.Slice(Page, 4 * Page), HmmAccess.ReadWrite, (address, _) => address.AsSpan<int>()[^1]++);
        Assert.Equal(
            Enumerable.Range(0, 20 * Page).Select(i => i / Page == 2 || i == 5 * Page - 1 ? i + 1 : i), array.AsReadOnlySpan().ToArray());
    }

    [Fact]
    public void A_device_with_less_memory_than_its_budget_refuses_and_nothing_changes()
    {
        const int Large = 16 * Page;
        using StarvedDevice starved = new(site: 1, Starvation.ForGood);
        using HmmArray<int> array = Numbers(40 * Large);
        using HmmArray<int> other = Numbers(20 * Large);

        // One range comes, without its contents. The other one finds no memory, although the budget would hold both. Addresses decide which is first.
        HmmOutOfMemoryException refusal = Assert.Throws<HmmOutOfMemoryException>(() => starved.Device.Access(
            HmmOperand.Write<int>(array.Slice(0, 2 * Large)), HmmOperand.Write<int>(other), (_, _, _) => Assert.Fail()));
        Assert.Matches("it has (1048576|1310720) bytes for pages", refusal.Message);
        Assert.True(starved.Failed > 0);
        Assert.Equal(Enumerable.Range(0, 40 * Large), array.AsReadOnlySpan().ToArray());
        Assert.Equal(Enumerable.Range(0, 20 * Large), other.AsReadOnlySpan().ToArray());
        starved.Device.Access(array.Slice(Large, 2 * Large), HmmAccess.ReadWrite, (address, _) => address.AsSpan<int>()[0]++);
        Assert.Equal((Large + 1, Large + 1), (array[Large], array[Large + 1]));
    }

    [Fact]
    public void What_another_device_has_outlives_an_access_that_is_refused()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 4 * 4096 });
        using HmmDevice owner = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = Numbers(20 * Page);
        device.Access(array.Slice(0, Page), HmmAccess.Read, (_, _) => { });
        TransparentKernels.Add(owner, 20 * Page, 1, array);
        HmmOutOfMemoryException refusal = Assert.Throws<HmmOutOfMemoryException>(() => device.Access(array, HmmAccess.Write, Never));
        Assert.StartsWith("HmmDevice.Access: the pages under 'range' have 81920 bytes", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 20 * Page), array.AsReadOnlySpan().ToArray());
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void What_a_callback_wrote_before_it_failed_counts(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> array = Numbers(600);
        foreach (HmmAccess access in (HmmAccess[])[HmmAccess.ReadWrite, HmmAccess.Write])
        {
            ArithmeticException failure = new();
            Assert.Same(failure, Assert.Throws<ArithmeticException>(() => device.Access(array.Slice(1, 10), access, (address, _) =>
            {
                address.AsSpan<int>()[3] = (int)access + 100;
                throw failure;
            })));
            Assert.Equal((0, 1, 3, (int)access + 100, 5), (array[0], array[1], array[3], array[4], array[5]));
        }

        TransparentKernels.Add(device, 600, 1, array);
        Assert.Equal(102, array[4]);
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_the_callback()
    {
        using HmmDevice device = HmmDevice.Simulated();
        foreach (HmmDevice each in (HmmDevice[])[HmmDevice.Host, device])
        {
            int[] plain = new int[10];
            HmmOperand operand = HmmOperand.Read<int>(plain);
            Assert.Throws<ArgumentNullException>("range", () => each.Access((int[])null!, HmmAccess.Read, Never));
            Assert.Throws<ArgumentNullException>("range", () => each.Access((HmmArray<int>)null!, HmmAccess.Read, Never));
            Assert.Throws<ArgumentNullException>("second", () => each.Access(operand, default, (_, _, _) => Assert.Fail()));
            Assert.Throws<ArgumentNullException>("first", () => each.Access(default, operand, operand, (_, _, _, _) => Assert.Fail()));
            Assert.Throws<ArgumentNullException>("third", () => each.Access(operand, operand, default, (_, _, _, _) => Assert.Fail()));
            Assert.Throws<ArgumentNullException>("operands[1]", () => each.Access([operand, default], (_, _) => Assert.Fail(), CancellationToken.None));
            Assert.Throws<ArgumentNullException>("action", () => each.Access(plain, HmmAccess.Read, null!));
            Assert.Throws<ArgumentNullException>("action", () => each.Access(plain.AsSpan(), HmmAccess.Read, null!));
            Assert.Throws<ArgumentNullException>("action", () => each.Access(default, default, null!));
            Assert.Throws<ArgumentNullException>("action", () => each.Access(default, default, default, null!));
            Assert.Throws<ArgumentNullException>("action", () => each.Access([], null!, CancellationToken.None));
            Assert.Throws<ArgumentOutOfRangeException>(() => each.Access(plain, (HmmAccess)3, Never));
            ArgumentException overlap = Assert.Throws<ArgumentException>(() => Overlap(each, plain));
            Assert.StartsWith("HmmDevice.Access: 'first' and 'second' overlap in memory", overlap.Message, StringComparison.Ordinal);
            each.Access([], (ranges, _) => Assert.Equal(0, ranges.Count), CancellationToken.None);
            each.Access(plain, HmmAccess.Read, (address, _) =>
            {
                NotSupportedException? wrong = null;
                try
                {
                    _ = address.Buffer;
                }
                catch (NotSupportedException refused)
                {
                    wrong = refused;
                }

                Assert.Contains("pass Pointer", wrong!.Message, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void What_is_disposed_of_is_refused()
    {
        HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = Numbers(10);
        array.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.Access(array, HmmAccess.Read, Never));
        Assert.Throws<ObjectDisposedException>(() => HmmDevice.Host.Access(array, HmmAccess.Read, Never));
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.Access(new int[1], HmmAccess.Read, Never));
        Assert.Throws<ObjectDisposedException>(() => device.Access([], (_, _) => Assert.Fail(), CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(DeviceForms.All), MemberType = typeof(DeviceForms))]
    public void Protection_forbids(string form)
    {
        using HmmDevice device = DeviceForms.Open(form);
        using HmmArray<int> array = Numbers(3 * Page);
        array.Protect(Page..(2 * Page), HmmProtection.ReadOnly);
        HmmAccessException refusal = Assert.Throws<HmmAccessException>(() => device.Access(array.Slice(Page - 10, 100), HmmAccess.Write, Never));
        Assert.Equal((HmmAccessViolation.ReadOnly, 10), (refusal.Violation, refusal.ElementIndex));
        Assert.Equal("HmmDevice.Access: element 10 of 'range' is read-only.", refusal.Message);
        device.Access(array.Slice(Page, Page), HmmAccess.Read, (address, _) => Assert.Equal(Page, address.AsReadOnlySpan<int>()[0]));
        device.Access(array.Slice(0, Page), HmmAccess.ReadWrite, (address, _) => address.AsSpan<int>()[0] = 3);
        array.Protect(Page..(2 * Page), HmmProtection.None);
        Assert.Equal(
            HmmAccessViolation.NoAccess, Assert.Throws<HmmAccessException>(() => device.Access(array.Slice(Page, 1), HmmAccess.Read, Never)).Violation);
        Assert.Equal(3, array[0]);
    }

    [Fact]
    public void A_token_ends_an_access_that_has_not_begun()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = Numbers(10);
        HmmOperand[] all = [HmmOperand.ReadWrite<int>(array)];
        Assert.Throws<OperationCanceledException>(() => device.Access(all, (_, _) => Assert.Fail(), new CancellationToken(canceled: true)));

        // The device is taken, or, for the host, the array.
        CancelWhileWaiting(device, all);
        CancelWhileWaiting(HmmDevice.Host, all);
        Assert.Equal(9, array[9]);
    }

    private static void CancelWhileWaiting(HmmDevice device, HmmOperand[] operands)
    {
        TimeSpan limit = TimeSpan.FromSeconds(20);
        using ManualResetEventSlim reached = new();
        using ManualResetEventSlim letGo = new();
        using CancellationTokenSource source = new();
        Thread holder = new(() => device.Access(
            operands,
            (_, _) =>
            {
                reached.Set();
                letGo.Wait(2 * limit);
            },
            CancellationToken.None));
        Exception? thrown = null;
        Thread waiter = new(() => thrown = Record.Exception(() => device.Access(operands, (_, _) => Assert.Fail(), source.Token)));
        holder.Start();
        Assert.True(reached.Wait(limit, TestContext.Current.CancellationToken));
        waiter.Start();
        Assert.True(SpinWait.SpinUntil(() => waiter.ThreadState.HasFlag(ThreadState.WaitSleepJoin), limit));
        source.Cancel();
        bool ended = waiter.Join(limit);
        letGo.Set();
        holder.Join();
        waiter.Join();
        Assert.True(ended, "the access waited on");
        Assert.IsAssignableFrom<OperationCanceledException>(thrown);
    }

    private static unsafe void Overlap(HmmDevice device, int[] plain)
    {
        fixed (int* pointer = plain)
        {
            device.Access(
                HmmOperand.Read<int>(plain), HmmOperand.Read<short>(HmmReadOnlyBuffer<short>.FromPointer((short*)pointer + 1, 2)), (_, _, _) => Assert.Fail());
        }
    }

    private static void Never(HmmDeviceAddress address, nint stream) => Assert.Fail();

    private static HmmArray<int> Numbers(int length)
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(length);
        Span<int> span = array.AsSpan();
        for (int i = 0; i < length; i++)
        {
            span[i] = i;
        }

        return array;
    }
}
