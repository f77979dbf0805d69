using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>The Pin and Unpin of a MemoryManager are the caller's code. What would wait there for the device of the launch is refused.</summary>
public sealed class ReactingMemoryTests
{
    private const int Length = ReactingMemory.Length;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static TheoryData<string, string> Calls { get; } = new MatrixTheoryData<string, string>(["launch", "async", "access"], ["launch", "access", "prefetch", "trim", "dispose"]);

    /// <summary>Nothing stays pinned or locked: the same memory is launched again.</summary>
    /// <param name="call">What pins the memory.</param>
    /// <param name="inside">What its Pin does.</param>
    [Theory]
    [MemberData(nameof(Calls))]
    public Task Pin_may_not_wait_for_the_device_of_its_launch(string call, string inside) => InTime(() =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Length);
        using ReactingMemory memory = new() { OnPin = () => Inside(inside, device, array) };
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Use(call, device, memory));
        Assert.Contains("Pin or Unpin of a MemoryManager", refused.Message, StringComparison.Ordinal);
        memory.OnPin = static () => { };
        Use(call, device, memory);
        Assert.Equal((0, 0), (memory.Pins, memory.GetSpan()[0]));
    });

    [Theory]
    [InlineData("launch")]
    [InlineData("async")]
    [InlineData("access")]
    public Task Unpin_may_not_wait_for_the_device_of_its_launch(string call) => InTime(() =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        int[] plain = new int[Length];
        bool isRefused = false;
        using ReactingMemory memory = new()
        {
            OnUnpin = () => isRefused = Record.Exception(() => TransparentKernels.Add(device, Length, 1, plain)) is InvalidOperationException,
        };
        Use(call, device, memory);
        Assert.Equal((true, 0, 0), (isRefused, plain[0], memory.Pins));
    });

    /// <summary>Other devices, the host, arrays, and the device of the launch where that is the host.</summary>
    [Fact]
    public Task Pin_and_Unpin_may_use_what_the_launch_does_not_hold() => InTime(() =>
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmDevice other = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Length);
        int[] plain = new int[Length];
        using ReactingMemory memory = new();
        memory.OnPin = memory.OnUnpin = () =>
        {
            TransparentKernels.Add(other, Length, 1, plain);
            TransparentKernels.Add(HmmDevice.Host, Length, 1, plain);
            TransparentKernels.AddAsync(other, Length, 1, plain).GetAwaiter().GetResult();
            array.AsSpan()[0]++;
            other.Trim();
        };
        Use("launch", device, memory);
        Use("async", device, memory);
        Use("access", device, memory);
        Use("launch", HmmDevice.Host, memory);
        Assert.Equal((24, 8, 0), (plain[5], array[0], memory.Pins));
    });

    private static void Inside(string inside, HmmDevice device, HmmArray<int> array)
    {
        switch (inside)
        {
            case "launch":
                TransparentKernels.Add(device, Length, 1, array);
                break;
            case "access":
                device.Access(array, HmmAccess.Read, static (_, _) => { });
                break;
            case "prefetch":
                array.Prefetch(device, HmmRange.All, HmmPrefetch.ForWriting);
                break;
            case "trim":
                device.Trim();
                break;
            default:
                device.Dispose();
                break;
        }
    }

    private static void Use(string call, HmmDevice device, ReactingMemory memory)
    {
        switch (call)
        {
            case "launch":
                TransparentKernels.Add(device, Length, 0, memory.Memory);
                break;
            case "async":
                TransparentKernels.AddAsync(device, Length, 0, memory.Memory).GetAwaiter().GetResult();
                break;
            default:
                device.Access(memory.Memory, HmmAccess.ReadWrite, static (_, _) => { });
                break;
        }
    }

    /// <summary>A call that waits for ever fails the test.</summary>
    private static Task InTime(Action test) => Task.Run(test).WaitAsync(Limit, TestContext.Current.CancellationToken);
}
