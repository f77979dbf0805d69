using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>Launches over arrays that the host uses at each of their waves, beside plain arrays that say what all must hold.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class MeanwhileModel<T> : IDisposable where T : unmanaged
{
    private readonly Random _random;
    private readonly MeanwhileKernels<T> _kernels;
    private readonly MeanwhileArrays<T> _arrays;
    private readonly GatedDevice[] _devices;
    private readonly MeanwhileHost<T> _host;
    private readonly List<string> _done = [];
    private readonly int _quiet;

    /// <summary>Makes a model.</summary>
    /// <param name="random">What draws.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="space">Where arrays come from.</param>
    /// <param name="setting">The devices, and how long the arrays are.</param>
    /// <param name="file">A file that the operating system reads from.</param>
    public MeanwhileModel(Random random, MeanwhileKernels<T> kernels, HmmSpace space, MeanwhileSetting setting, SafeFileHandle file)
    {
        _random = random;
        _kernels = kernels;
        _quiet = 1 << random.Next(5);
        _arrays = new MeanwhileArrays<T>(random, kernels, space, setting.Length);
        _devices = [.. setting.Devices.Select(static options => new GatedDevice(options))];
        _host = new MeanwhileHost<T>(kernels, _arrays, _devices[^1].Device, file, space.HostMode == HmmHostMode.TransparentUserMode);
    }

    /// <summary>What has been done so far.</summary>
    public IEnumerable<string> Done => _done;

    /// <summary>The waves at which the host has done something.</summary>
    public int Waves { get; private set; }

    /// <summary>Runs equal launches, one after another.</summary>
    public void Step()
    {
        int seed = _random.Next();
        bool reports = _random.Next(6) == 0;
        for (int left = _random.Next(3) == 0 ? 1 : _random.Next(3, 6); left > 0; left--)
        {
            // Lists may have changed, so the same launch may change other elements.
            Run(new MeanwhileLaunches<T>(new Random(seed), _kernels, _arrays).Any(), _devices[_random.Next(_devices.Length)], reports);
            Repeat(_random.Next(2 * _quiet) == 0 ? _random.Next(4) : 0);
            _host.Join();
            if (left == 1 || _random.Next(4) == 0)
            {
                Compare();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _host.Dispose();
        foreach (GatedDevice device in _devices)
        {
            device.Dispose();
        }

        _arrays.Dispose();
    }

    private void Run(MeanwhileLaunch<T> launch, GatedDevice device, bool reports)
    {
        _done.Add($"{launch.Name}, {launch.Extent}, on {Array.IndexOf(_devices, device)}");
        HmmExtent extent = reports ? launch.Extent with { Progress = new NoReceiver() } : launch.Extent;
        _arrays.Begin();
        launch.Close();
        _host.UnderWay = launch;
        bool acts = _random.Next(4) != 0;
        using CancellationTokenSource stop = new();
        Task beside = _random.Next(4) == 0 ? Beside(new Random(_random.Next()), stop.Token) : Task.CompletedTask;
        try
        {
            device.Run(() => launch.Run(device.Device, extent), At, At);
        }
        finally
        {
            stop.Cancel();
            beside.GetAwaiter().GetResult();
            _host.UnderWay = null;
        }

        _host.Join();
        Accept(launch);
        _arrays.Begin();

        void At(int wave)
        {
            if (acts && _random.Next(wave < 30 ? 3 : 30) == 0)
            {
                Waves++;
                Repeat(_random.Next(1, 4));
            }
        }
    }

    private Task Beside(Random random, CancellationToken stop) => Task.Run(
        () =>
        {
            while (!stop.IsCancellationRequested)
            {
                _host.Act(random);
                Thread.Yield();
            }
        },
        CancellationToken.None);

    private void Repeat(int times)
    {
        for (; times > 0; times--)
        {
            _host.Act(_random);
        }
    }

    /// <summary>
    /// Takes over what the launch has changed. The host looks only where it wrote what the launch read, so that the launch may have seen old or new. What it
    /// looks at is no longer the device's alone.
    /// </summary>
    private void Accept(MeanwhileLaunch<T> launch)
    {
        MeanwhileChoices choices = new();
        T[] results = new T[launch.Changed.Length];
        for (int n = 0; n < results.Length; n++)
        {
            int index = launch.Changed[n];
            T result = results[n] = launch.Result(n, choices);
            if (!choices.Advance())
            {
                continue;
            }

            T found = results[n] = launch.Target.Reading(index, 1)[0];
            bool isRight = EqualityComparer<T>.Default.Equals(result, found);
            do
            {
                isRight = isRight || EqualityComparer<T>.Default.Equals(launch.Result(n, choices), found);
            }
            while (choices.Advance());
            isRight = isRight || (launch.Added is null && IsMixed(launch, n, choices, found));
            Assert.True(isRight, $"the launch has made {found} of {launch.Target.Name}[{index}], in place of {result}");
        }

        for (int n = 0; n < results.Length; n++)
        {
            launch.Target.Model[launch.Changed[n]] = results[n];
        }
    }

    /// <summary>
    /// Whether each byte of an element is of one of the ways in which the launch may have seen what the host wrote. The host writes three bytes one after another,
    /// so the launch may have seen half of them. Kernels make each byte of the bytes in its place.
    /// </summary>
    private static bool IsMixed(MeanwhileLaunch<T> launch, int n, MeanwhileChoices choices, T found)
    {
        if (BitOperations.IsPow2(Unsafe.SizeOf<T>()))
        {
            return false;
        }

        bool[] isSeen = new bool[Unsafe.SizeOf<T>()];
        ReadOnlySpan<byte> wanted = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in found));
        do
        {
            T result = launch.Result(n, choices);
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in result));
            for (int i = 0; i < isSeen.Length; i++)
            {
                isSeen[i] |= bytes[i] == wanted[i];
            }
        }
        while (choices.Advance());
        return !isSeen.Contains(false);
    }

    private void Compare()
    {
        foreach (MeanwhileArray<T> numbers in _arrays.Numbers)
        {
            numbers.Compare();
        }

        foreach (MeanwhileArray<int> list in _arrays.Lists)
        {
            list.Compare();
        }
    }

    private sealed class NoReceiver : IProgress<HmmProgress>
    {
        public void Report(HmmProgress value)
        {
        }
    }
}
