using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Accesses;

/// <summary>No call inside a callback waits: it works, or it is refused at once.</summary>
public sealed class AccessNestingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static TheoryData<bool> OnHost { get; } = [false, true];

    [Theory]
    [MemberData(nameof(OnHost))]
    public void Launches_and_accesses_are_refused_on_every_device(bool onHost) => InTime(() =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmDevice other = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(100);
        int[] plain = new int[10];
        (onHost ? HmmDevice.Host : device).Access(array, HmmAccess.ReadWrite, (address, _) =>
        {
            foreach (HmmDevice each in (HmmDevice[])[device, other, HmmDevice.Host])
            {
                Refused("a launch", () => TransparentKernels.Add(each, 10, 1, plain));
                Refused("a launch", () => TransparentKernels.AddAsync(each, 10, 1, plain).GetAwaiter().GetResult());
                Refused("a launch", () => Task.Run(() => TransparentKernels.Add(each, 10, 1, plain)).GetAwaiter().GetResult());
                Refused("an access", () => each.Access(plain, HmmAccess.Read, (_, _) => { }));
                Refused("an access", () => each.Access(plain.AsSpan(), HmmAccess.Read, (_, _) => { }));
                Refused("a prefetch", () => array.Prefetch(each, ..));
            }

            Refused("Trim", device.Trim);
            Refused("Dispose", other.Dispose);
            address.AsSpan<int>()[0] = 1;
        });
        TransparentKernels.Add(device, 100, 1, array);
        TransparentKernels.Add(other, 100, 1, array);
        Assert.Equal((3, 2), (array[0], array[99]));
        Assert.All(plain, element => Assert.Equal(0, element));
    });

    [Theory]
    [InlineData(HmmHostMode.Transparent)]
    [InlineData(HmmHostMode.TransparentUserMode)]
    [InlineData(HmmHostMode.Scopes)]
    public void Memory_of_the_access_is_refused_where_it_would_be_waited_for(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        InTime(() =>
        {
            using HmmDevice device = HmmDevice.Simulated();
            using HmmArray<int> array = space.Allocate<int>(100);
            using HmmArray<int> read = space.Allocate<int>(100);
            array.AsSpan()[7] = 7;
            device.Access(HmmOperand.ReadWrite<int>(array), HmmOperand.Read<int>(read), (address, _, _) =>
            {
                address.AsSpan<int>()[0] = 1;
                Refused("locked", () => array.Protect(.., HmmProtection.ReadOnly));
                Refused("locked", () => array.Discard(..));
                Refused("locked", () => read.Discard(..));
                Refused("locked", array.Dispose);
                if (mode == HmmHostMode.Scopes)
                {
                    Refused("locked", () => array.AsSpan().Clear());
                    Refused("locked", () => array[0]++);
                    Refused("locked", () => read.AsSpan().Clear());
                }
                else
                {
                    Assert.Equal(7, array.AsReadOnlySpan()[7]);
                    array.AsSpan()[8] = 8;
                }

                Assert.Equal(0, read.AsReadOnlySpan()[5]);
                using HmmArray<int> free = space.Allocate<int>(10);
                free.AsSpan().Fill(4);
                Assert.Equal(4, free[9]);
                free.Discard(..);
            });
            Assert.Equal((1, 7, mode == HmmHostMode.Scopes ? 0 : 8), (array[0], array[7], array[8]));
        });
    }

    [Fact]
    public void What_a_callback_starts_is_free_when_the_access_has_ended() => InTime(() =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(100);
        using ManualResetEventSlim ended = new();
        Task later = Task.CompletedTask;
        device.Access(array, HmmAccess.ReadWrite, (_, _) => later = Task.Run(() =>
        {
            ended.Wait(Limit);
            TransparentKernels.Add(device, 100, 5, array);
        }));
        ended.Set();
        later.GetAwaiter().GetResult();
        TransparentKernels.Add(device, 100, 1, array);
        Assert.Equal(6, array[3]);
    });

    [Fact]
    public void Callbacks_that_want_each_others_devices_do_not_wait_for_each_other() => InTime(() =>
    {
        using HmmDevice zero = HmmDevice.Simulated();
        using HmmDevice one = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        HmmSpace space = new(HmmHostMode.Scopes);
        using HmmArray<int> x = space.Allocate<int>(100);
        using HmmArray<int> y = space.Allocate<int>(100);
        using Barrier both = new(2);
        void Cross(HmmDevice device, HmmArray<int> own, HmmArray<int> others) => device.Access(own, HmmAccess.ReadWrite, (_, _) =>
        {
            Assert.True(both.SignalAndWait(Limit));
            Refused("locked", () => others.AsSpan().Clear());
            Assert.True(both.SignalAndWait(Limit));
        });
        Task second = Task.Run(() => Cross(one, y, x));
        Cross(zero, x, y);
        second.GetAwaiter().GetResult();
    });

    private static void Refused(string what, Action call)
        => Assert.Contains(what, Assert.Throws<InvalidOperationException>(call).Message, StringComparison.Ordinal);

    /// <summary>A call that waits for ever fails the test.</summary>
    private static void InTime(Action test) => Task.Run(test).WaitAsync(Limit).GetAwaiter().GetResult();
}
