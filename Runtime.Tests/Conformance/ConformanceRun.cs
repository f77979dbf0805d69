using HmmGen.Tests.Devices;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>One run of a row: a space, the device, another device, and where the pages are first.</summary>
internal sealed class ConformanceRun : IDisposable
{
    /// <summary>The kernel's default buffer: 4 MiB.</summary>
    public const int Elements = 1 << 20;

    /// <summary>The elements of a page.</summary>
    public const int Page = 1024;

    private readonly List<IDisposable> _made = [];
    private readonly string? _without;

    /// <summary>Begins a run.</summary>
    /// <param name="space">The space.</param>
    /// <param name="kind">The device's kind.</param>
    /// <param name="start">Where the pages are first.</param>
    /// <param name="without">The mechanism of the engine that the row's own devices do without; null for none.</param>
    public ConformanceRun(HmmSpace space, ConformanceDeviceKind kind, PageStart start, string? without = null)
    {
        _without = without;
        Kind = kind;
        Space = space;
        Start = start;
        Device = Make(new SimulatedOptions());
        Other = Keep(HmmDevice.Simulated(new SimulatedOptions { Number = kind == ConformanceDeviceKind.Simulated1 ? 0 : 1 }));
    }

    /// <summary>The space.</summary>
    public HmmSpace Space { get; }

    /// <summary>The device's kind.</summary>
    public ConformanceDeviceKind Kind { get; }

    /// <summary>The device.</summary>
    public HmmDevice Device { get; }

    /// <summary>A second device: the kernel's tests have two.</summary>
    public HmmDevice Other { get; }

    /// <summary>Where the pages are first.</summary>
    public PageStart Start { get; }

    /// <summary>Whether pages go to the device. Elsewhere its kernels work on process memory.</summary>
    public bool HasPages => Kind != ConformanceDeviceKind.InPlace;

    /// <summary>What the row came to.</summary>
    public ConformanceOutcome Outcome { get; private set; }

    /// <summary>Why it is no plain pass; empty for one.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The faults of work items that the row counted; null when it counts none.</summary>
    public long? Faults { get; private set; }

    /// <summary>The waves that a launch took of which only data tells the pages; null where the row has none.</summary>
    public long? Waves { get; private set; }

    /// <summary>Makes another device of the kind.</summary>
    /// <param name="options">Its options.</param>
    /// <returns>The device; disposed of with the run.</returns>
    public HmmDevice Make(SimulatedOptions options) => Keep(ConformanceDevices.Make(Kind, _without is null ? options : options with { Testing = Mechanisms.Without(_without, options.Testing) }));

    /// <summary>Allocates zeros that nobody has touched.</summary>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array; disposed of with the run.</returns>
    public HmmArray<int> Empty(int length = Elements) => Keep(Space.Allocate<int>(length));

    /// <summary>Allocates zeros in huge pages of the host; where the system has none, the test is skipped.</summary>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array; disposed of with the run.</returns>
    public HmmArray<int> Huge(int length)
    {
        try
        {
            return Keep(Space.Allocate<int>(length, HmmPages.Huge));
        }
        catch (Exception reason) when (reason is PlatformNotSupportedException or HmmOutOfMemoryException)
        {
            Assert.Skip(reason.Message);
            throw;
        }
    }

    /// <summary>Allocates an array whose elements are their numbers, and puts its pages where the run starts.</summary>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array; disposed of with the run.</returns>
    public HmmArray<int> Numbered(int length = Elements)
    {
        HmmArray<int> array = Empty(length);
        Number(array.AsSpan());
        Place(array);
        return array;
    }

    /// <summary>
    /// Puts pages where the run starts: a kernel that changes nothing makes them the device's. A device that works in place never has pages, so there the other
    /// device gets them.
    /// </summary>
    /// <param name="array">The array.</param>
    public void Place(HmmArray<int> array)
    {
        if (Start == PageStart.Device)
        {
            HmmDevice first = HasPages ? Device : Other;
            TransparentKernels.Add(first, (int)array.Length, 0, array);
            AssertResidency(HmmResidency.Owned, array, first);
            first.ResetStatistics();
        }
    }

    /// <summary>Reads on a device, into an array that devices do not mirror.</summary>
    /// <param name="source">The array.</param>
    /// <param name="device">The device; null for the run's.</param>
    /// <returns>What the device read.</returns>
    public int[] Read(HmmArray<int> source, HmmDevice? device = null)
    {
        int[] target = new int[source.Length];
        TransparentKernels.Copy(device ?? Device, target.Length, source, target);
        return target;
    }

    /// <summary>Counts the faults of work items that the device has had.</summary>
    /// <param name="device">The device.</param>
    public void CountFaults(HmmDevice device) => Faults = Math.Max(Faults ?? 0, device.Statistics.Faults);

    /// <summary>Counts the waves of the one launch that a device has run.</summary>
    /// <param name="device">The device.</param>
    public void CountWaves(HmmDevice device) => Waves = device.Statistics.Waves;

    /// <summary>Asserts where all pages of an array are, seen from a device. Says nothing of a device that works in place.</summary>
    /// <param name="expected">Where.</param>
    /// <param name="array">The array.</param>
    /// <param name="device">The device.</param>
    public void AssertResidency(HmmResidency expected, HmmArray<int> array, HmmDevice device)
    {
        if (device.MirrorMode == HmmMirrorMode.SoftwareFaults)
        {
            Assert.All(array.Snapshot(device, HmmRange.All), page => Assert.Equal(expected, page.Residency));
        }
    }

    /// <summary>Asserts where single pages are, or what has moved, if pages go to the device.</summary>
    /// <param name="assertions">The assertions.</param>
    public void OfPages(Action assertions)
    {
        if (HasPages)
        {
            assertions();
        }
    }

    /// <summary>The row holds for what stands for its system calls.</summary>
    /// <param name="reason">What that is.</param>
    public void Emulate(string reason) => Set(ConformanceOutcome.Emulated, reason);

    /// <summary>Not all that the row asserts holds.</summary>
    /// <param name="reason">What does not.</param>
    public void Differ(string reason) => Set(ConformanceOutcome.Differs, reason);

    /// <summary>The row has nothing to run on.</summary>
    /// <param name="reason">Why.</param>
    public void NotApply(string reason) => Set(ConformanceOutcome.NotApplicable, reason);

    /// <summary>Disposes of something with the run.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="made">The object.</param>
    /// <returns>The object.</returns>
    public T Keep<T>(T made) where T : IDisposable
    {
        _made.Add(made);
        return made;
    }

    /// <summary>Makes elements their numbers.</summary>
    /// <param name="span">The elements.</param>
    public static void Number(Span<int> span)
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = i;
        }
    }

    /// <summary>Asserts that elements are their numbers, and something more.</summary>
    /// <param name="span">The elements.</param>
    /// <param name="more">What was added to each.</param>
    public static void AssertNumbered(ReadOnlySpan<int> span, int more = 0)
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (span[i] != i + more)
            {
                Assert.Fail($"element {i} is {span[i]} in place of {i + more}");
            }
        }
    }

    /// <summary>Asserts that elements are all alike.</summary>
    /// <param name="expected">What each is.</param>
    /// <param name="span">The elements.</param>
    public static void AssertAll(int expected, ReadOnlySpan<int> span)
    {
        int other = span.IndexOfAnyExcept(expected);
        Assert.True(other < 0, other < 0 ? "" : $"element {other} is {span[Math.Max(0, other)]} in place of {expected}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = _made.Count - 1; i >= 0; i--)
        {
            _made[i].Dispose();
        }
    }

    private void Set(ConformanceOutcome outcome, string reason)
    {
        Outcome = outcome;
        Reason = reason;
    }

    /// <summary>The state of each page.</summary>
    /// <param name="runs">A snapshot.</param>
    /// <returns>A run for each of its pages.</returns>
    public static HmmPageRun[] EachPage(IEnumerable<HmmPageRun> runs) => [.. runs.SelectMany(run => Enumerable.Repeat(run, (int)run.Pages))];
}
