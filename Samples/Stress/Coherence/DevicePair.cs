using System.Globalization;
using HmmGen.Tests.Devices;

namespace HmmGen.Stress.Coherence;

/// <summary>
/// Two devices, replaced by others again and again: page sizes from 4 KiB to 2 MiB, large and small budgets, both forms of kernels, often without one of the
/// engine's mechanisms.
/// </summary>
internal sealed class DevicePair : IDisposable
{
    private const int LargePage = 2 << 20;

    private static readonly (int Zero, int One)[] PageSizes = [(4 << 10, 4 << 10), (4 << 10, 64 << 10), (64 << 10, LargePage)];

    private readonly ReaderWriterLockSlim _use = new();
    private readonly HmmDevice[] _devices = new HmmDevice[2];
    private readonly List<HmmStatistics>[] _past = [[], []];
    private readonly Random _random;
    private readonly Random _switches;
    private readonly HmmDeviceKind _kind;
    private readonly string? _without;
    private int _generation;

    /// <summary>Makes the first two.</summary>
    /// <param name="seed">The seed of what is not cycled through.</param>
    /// <param name="kind">What they are; of one that was found, two devices with memory of their own are made over it.</param>
    /// <param name="without">The mechanism of the engine that they do without; null for often a random one.</param>
    public DevicePair(int seed, HmmDeviceKind kind, string? without)
    {
        _without = without;
        _kind = kind;
        _random = new Random(seed);
        _switches = new Random(~seed);
        Make();
    }

    /// <summary>Waits for a device and uses it, while it is not replaced.</summary>
    /// <param name="number">0 or 1.</param>
    /// <param name="work">What is done with it.</param>
    public void Use(int number, Action<HmmDevice> work)
    {
        _use.EnterReadLock();
        try
        {
            work(_devices[number]);
        }
        finally
        {
            _use.ExitReadLock();
        }
    }

    /// <summary>Replaces both devices, while the host goes on touching their pages.</summary>
    public void Replace()
    {
        _use.EnterWriteLock();
        try
        {
            End();
            Make();
        }
        finally
        {
            _use.ExitWriteLock();
        }
    }

    /// <summary>What devices of each number did, all together.</summary>
    /// <returns>Two lines.</returns>
    public IEnumerable<string> Statistics()
    {
        for (int number = 0; number < _devices.Length; number++)
        {
            List<HmmStatistics> all = [.. _past[number], _devices[number].Statistics];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"device {number}: {all.Count} generations, {all.Sum(s => s.Launches)} launches, {all.Sum(s => s.PageFaults)} page faults, "
                + $"{all.Sum(s => s.HostReadFaults)} host read faults, {all.Sum(s => s.HostWriteFaults)} host write faults, "
                + $"{all.Sum(s => s.Twins)} twins, {all.Sum(s => s.BytesMerged)} bytes merged, {all.Sum(s => s.Evictions)} evictions");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _use.Dispose();
    }

    private void End()
    {
        for (int number = 0; number < _devices.Length; number++)
        {
            _past[number].Add(_devices[number].Statistics);
            _devices[number].Dispose();
        }
    }

    private void Make()
    {
        (int zero, int one) = PageSizes[_generation % PageSizes.Length];
        _devices[0] = Make(0, zero);
        _devices[1] = Make(1, one);
        _generation++;
    }

    private HmmDevice Make(int number, int pageSize)
    {
        SimulatedOptions options = new()
        {
            Number = number,
            PageSize = pageSize,
            MemoryBudget = _random.Next(2) == 0 ? null : (pageSize == LargePage ? 4L : 24L) * pageSize,
            Variant = _random.Next(2) == 0 ? HmmKernelVariants.Auto : HmmKernelVariants.Resumable,
            RandomEvictions = _random.Next(2) == 0 ? null : _random.Next(),
            MaxDegreeOfParallelism = _random.Next(1, 3),
            BlockSize = 16,
        };
        options = options with { Testing = _without is null ? Mechanisms.SometimesWithout(_switches, options.Testing) : Mechanisms.Without(_without, options.Testing) };
        if (_kind == HmmDeviceKind.Simulated)
        {
            return HmmDevice.Simulated(options);
        }

        return HmmDevice.All.First(device => device.Kind == _kind).WithOptions(new HmmDeviceOptions
        {
            PageSize = options.PageSize,
            MemoryBudget = options.MemoryBudget,
            Testing = options.Testing,
        });
    }
}
