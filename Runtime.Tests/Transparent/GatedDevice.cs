using HmmGen.Devices;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A simulated device on which one wave stops until the test lets it go.</summary>
internal sealed class GatedDevice : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly GatedEngine _engine;
    private readonly ManualResetEventSlim _reached = new();
    private readonly ManualResetEventSlim _letGo = new();
    private Task _launch = Task.CompletedTask;

    /// <summary>Makes a device.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="name">Its name.</param>
    public GatedDevice(SimulatedOptions? options = null, string name = "Gated")
    {
        options ??= new SimulatedOptions { MaxDegreeOfParallelism = 1 };
        _engine = new GatedEngine(options);
        Device = new HmmDevice(new FoundDevice(HmmDeviceKind.Simulated, name, HmmMirrorMode.SoftwareFaults, "it is simulated", _ => _engine, IsGpu: false), options);
    }

    /// <summary>The device.</summary>
    public HmmDevice Device { get; }

    /// <summary>Whether the wave still stands at the gate.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Starts a launch and waits until its first wave stands at the gate.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="behind">Whether the gate is behind the kernel's code, in place of before it.</param>
    /// <param name="failure">What happens once the wave is let go: the device fails with this.</param>
    public void Start(Action launch, bool behind, Exception? failure = null)
    {
        void Stop()
        {
            _engine.Before = _engine.After = null;
            IsHeld = true;
            _reached.Set();
            _letGo.Wait(Patience);
            IsHeld = false;
            if (failure is not null)
            {
                throw failure;
            }
        }

        _reached.Reset();
        _letGo.Reset();
        _engine.Before = behind ? null : Stop;
        _engine.After = behind ? Stop : null;
        _launch = Task.Run(launch);
        Assert.True(_reached.Wait(Patience), "the launch never ran a wave");
    }

    /// <summary>Runs a launch, and calls the test at each of its waves.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="before">What to do before a wave, whose pages have come by then; gets the number of the wave, from 1 on.</param>
    /// <param name="after">What to do behind a wave, which has not ended by then; null for nothing.</param>
    public void Run(Action launch, Action<int> before, Action<int>? after = null)
    {
        int waves = 0;
        _engine.Before = () => before(++waves);
        _engine.After = () => after?.Invoke(waves);
        launch();
        _engine.Before = _engine.After = null;
    }

    /// <summary>Lets the wave go, which nobody may have waited for, and waits for the launch.</summary>
    public void LetGo()
    {
        Assert.True(IsHeld, "somebody waited for the kernel");
        _letGo.Set();
        _launch.WaitAsync(Patience).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _letGo.Set();
        Device.Dispose();
        _reached.Dispose();
        _letGo.Dispose();
    }
}
