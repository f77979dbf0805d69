using HmmGen.Devices;
// Safety: touches an array that lives until the operation ends.
using HmmGen.Tests.Transparent;

namespace HmmGen.Tests.Child.Injection;

/// <summary>The host touches a page while a kernel that has written another part of it has not ended.</summary>
/// <param name="space">Where the array is.</param>
/// <param name="writes">Whether the host writes.</param>
/// <param name="isShown">Whether the array is larger than the device, and the host has what the kernel gets: then the pages stay in the host's view.</param>
internal sealed class GatedOperation(HmmSpace space, bool writes, bool isShown = false) : InjectedOperation(space)
{
    private const int Length = 3 * ExpectedArray.Page;

    /// <summary>The kernel writes up to here, the middle of the second page; the host writes from here on.</summary>
    private const int Middle = Length / 2;

    private readonly GatedEngine _engine = new(Options(isShown));
    private readonly ManualResetEventSlim _reached = new();
    private readonly ManualResetEventSlim _letGo = new();
    private HmmArray<int> _array = null!;
    private HmmDevice _device = null!;
    private HostTouches _touches = null!;

    /// <inheritdoc/>
    public override void Prepare()
    {
        _touches = Own(new HostTouches(Space.HostMode));
        SimulatedOptions options = Options(isShown);
        _device = Own(new HmmDevice(new FoundDevice(HmmDeviceKind.Simulated, "Gated", HmmMirrorMode.SoftwareFaults, "it is simulated", _ => _engine, IsGpu: false), options));
        _array = Filled(Length, 100);
        Kernels.Add(_device, Length, 1000, _array);
        if (isShown)
        {
            _array.Prefetch(HmmDevice.Host, HmmRange.All);
        }

        int[] before = Numbers(Length, 1100);
        int[] after = Numbers(Length, 1100);
        for (int i = 0; i < Length; i++)
        {
            after[i] += i < Middle ? 5000 : writes ? 70_000 : 0;
        }

        Arrays.Add(new ExpectedArray(_array, before, after));
    }

    /// <inheritdoc/>
    public override unsafe void Act()
    {
        _engine.After = () =>
        {
            _engine.After = null;
            _reached.Set();
            _letGo.Wait();
        };
        Task launch = Task.Run(() => Kernels.Add(_device, Middle, 5000, _array));
        try
        {
            // A launch that is refused never gets to the gate.
            Task.WaitAny(launch, Task.Run(_reached.Wait));
            if (!launch.IsCompleted)
            {
                Touch((int*)_array.Region!.Address);
            }
        }
        finally
        {
            _reached.Set();
            _letGo.Set();
            launch.GetAwaiter().GetResult();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _reached.Dispose();
        _letGo.Dispose();
    }

    private static SimulatedOptions Options(bool isShown)
        => new() { MaxDegreeOfParallelism = 1, MemoryBudget = isShown ? (Length - 1) / ExpectedArray.Page << 12 : null };

    private unsafe void Touch(int* first)
    {
        if (writes)
        {
            _touches.Write(first + Middle, Numbers(Length - Middle, 71_100 + Middle));
        }
        else
        {
            Arrays[0].Compare(_touches.Read(first, Length), 0, done: false);
        }
    }
}
