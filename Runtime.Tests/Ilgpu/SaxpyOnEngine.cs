using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Tests.Generated.Methods;

namespace HmmGen.Tests.Ilgpu;

/// <summary>A saxpy laid out in an engine's memory by hand: x in pages 0 to 2, y in pages 4 to 6, tables and records in control memory.</summary>
internal sealed class SaxpyOnEngine
{
    /// <summary>The accesses of a work item: x, and y twice.</summary>
    public const int Accesses = 3;

    private const int Page = 4096;
    private const int Table = 4096;
    private const int Records = 8192;
    private const int States = 65536;
    private const int Length = 2500;

    private readonly DeviceEngine _engine;
    private readonly int[] _entries = [.. ((int[])[0, 1, 2, 0, 4, 5, 6, 0]).Select(static frame => frame << PageEntry.FrameShift)];

    /// <summary>Puts the data and empty page tables in place.</summary>
    public SaxpyOnEngine(DeviceEngine engine)
    {
        _engine = engine;
        engine.Reserve(DeviceStorage.Frames, 8 * Page);
        engine.Reserve(DeviceStorage.Control, States + 24 * Length);
        X = [.. Enumerable.Range(0, Length).Select(i => i * 0.37f)];
        Y = [.. Enumerable.Range(0, Length).Select(i => 1000f - i)];
        engine.Put<float>(DeviceStorage.Frames, 0, X);
        engine.Put<float>(DeviceStorage.Frames, 4 * Page, Y);
        engine.Clear(DeviceStorage.Control, 0, States);
    }

    /// <summary>The factors.</summary>
    public float[] X { get; }

    /// <summary>What is added to.</summary>
    public float[] Y { get; }

    /// <summary>What should come out.</summary>
    public float[] Expected => [.. X.Zip(Y, (x, y) => y + 2.5f * x)];

    /// <summary>What came out.</summary>
    public float[] Result => _engine.Get<float>(DeviceStorage.Frames, 4 * Page, Length);

    /// <summary>The records of the last wave.</summary>
    public ItemRecord[] Faults => _engine.Get<ItemRecord>(DeviceStorage.Control, Records, _engine.Get<int>(DeviceStorage.Control, 0, 1)[0]);

    /// <summary>Allows a page to be read and written.</summary>
    public void Map(int page)
    {
        _entries[page] |= PageEntry.Readable | PageEntry.Writable;
        _engine.Put<int>(DeviceStorage.Control, Table, _entries);
    }

    /// <summary>Runs a wave.</summary>
    public void Run(KernelVariant variant, long count, int[]? parked = null, int length = Length)
    {
        _engine.Clear(DeviceStorage.Control, 0, sizeof(int));
        long active = -1;
        if (parked is not null)
        {
            active = States + 16 * Length;
            _engine.Put<int>(DeviceStorage.Control, active, parked);
        }

        Wave wave = new()
        {
            Count = count,
            Active = active,
            Resuming = parked is null ? 0 : 1,
            RecordCapacity = (States - Records) / ItemRecord.Size,
            RecordCount = 0,
            Records = Records,
            States = States,
            Steps = States + 20 * Length,
            Size1 = 1,
            Size2 = 1,
        };
        Ops.SaxpyKernel.Arguments arguments = new() { a = 2.5f };
        ArgumentSpans.Bind(ref arguments, 0, new DeviceSpan { Origin = 0, Table = Table, Length = length, Shift = 10 });
        ArgumentSpans.Bind(ref arguments, 1, new DeviceSpan { Origin = 4 * Page, Table = Table + 4 * sizeof(int), Length = length, Shift = 10 });
        _engine.Run<Ops.SaxpyKernel, Ops.SaxpyKernel.Arguments>(variant, wave, arguments, CancellationToken.None);
    }
}
