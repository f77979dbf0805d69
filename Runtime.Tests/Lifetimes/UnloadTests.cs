using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using HmmGen.Devices;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Lifetimes;

/// <summary>
/// An assembly with kernels is unloaded, though devices and arrays that its kernels used live on. They run alone: another launch would take the place of what an
/// idle thread remembers.
/// </summary>
[Collection(WholeProcess.Name)]
public sealed class UnloadTests
{
    /// <summary>How often each way of launching is used, so that launches are kept and helped by other threads.</summary>
    internal const int Launches = 20;

    private const int Items = 200_000;

    /// <summary>The devices.</summary>
    public static TheoryData<string> Devices { get; } = ["host", "threads", "one-thread", "little-memory"];

    /// <summary>What was launched on a device that lives on and does nothing is unloaded.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void An_idle_device_keeps_no_assembly(string form)
    {
        using HmmDevice device = Open(form);
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Items);
        Unloads(LaunchUnloaded(device, array));
        Assert.Equal(2 * Launches, array[Items - 1]);
        Assert.Equal(0, device.Statistics.Launches % (3 * Launches));
    }

    /// <summary>The same after the device was trimmed, and after it was disposed of.</summary>
    [Fact]
    public void A_device_that_has_ended_keeps_no_assembly()
    {
        using HmmDevice device = Open("threads");
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Items);
        WeakReference trimmed = LaunchUnloaded(device, array);
        device.Trim();
        Unloads(trimmed);
        WeakReference disposed = LaunchUnloaded(device, array);
        device.Dispose();
        Unloads(disposed);
    }

    /// <summary>What is kept for a kernel of this assembly, which is never unloaded, keeps no device that was dropped.</summary>
    [Fact]
    public void A_dropped_device_is_collected() => Ends(LaunchDropped(), "Something still refers to the device.");

    private static HmmDevice Open(string form) => form switch
    {
        "host" => HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 8 }),
        "threads" => HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 8 }),
        "one-thread" => HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 }),
        "little-memory" => HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 8, MemoryBudget = Items }),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    /// <summary>In a method of its own, so that no local refers to the copy afterwards.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LaunchUnloaded(HmmDevice device, HmmArray<int> array)
    {
        AssemblyLoadContext context = new("Unloaded", isCollectible: true);
        context.LoadFromAssemblyPath(typeof(UnloadedPlugin).Assembly.Location)
            .GetType(typeof(UnloadedPlugin).FullName!, throwOnError: true)!
            .GetMethod(nameof(UnloadedPlugin.Launch))!
            .Invoke(null, [device, array]);
        context.Unload();
        return new WeakReference(context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LaunchDropped()
    {
        SimulatedOptions options = new() { MaxDegreeOfParallelism = 8 };
        SimulatedEngine engine = new(options);
        HmmDevice device = new(
            new FoundDevice(HmmDeviceKind.Simulated, "dropped", HmmMirrorMode.SoftwareFaults, "it is simulated", _ => engine, IsGpu: false), options);
        UnloadedPlugin.Launch(device, HmmSpace.Shared.Allocate<int>(Items));
        return new WeakReference(engine);
    }

    private static void Unloads(WeakReference context) => Ends(context, "Something still refers to the assembly.");

    private static void Ends(WeakReference reference, string failure)
    {
        for (Stopwatch limit = Stopwatch.StartNew(); reference.IsAlive; Thread.Yield())
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(30), failure);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
