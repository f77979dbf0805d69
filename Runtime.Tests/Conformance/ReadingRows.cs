using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>A device is opened, and reads.</summary>
internal static partial class ReadingRows
{
    private const int Fresh = 10;

    [ConformanceRow("open_close", "a device is opened and closed", Starts = PageStarts.Own)]
    public static void OpenClose(ConformanceRun run)
    {
        HmmDevice device = run.Make(new SimulatedOptions());
        Assert.True(device.MemoryBudget > 0);
        device.Dispose();
        device.Dispose();
        HmmArray<int> array = run.Empty(1);
        Assert.Throws<ObjectDisposedException>(() => TransparentKernels.Add(device, 1, 1, array));
    }

    [ConformanceRow("anon_read", "a device reads memory of which some was written, some only read and some never touched; 1 fault for 1,024 pages", Starts = PageStarts.Own)]
    public static void AnonRead(ConformanceRun run)
    {
        HmmArray<int> source = run.Empty();
        int[] expected = new int[ConformanceRun.Elements];
        for (int page = 0; page < 1024; page += 4)
        {
            ConformanceRun.Number(source.AsSpan(page * ConformanceRun.Page, ConformanceRun.Page));
            ConformanceRun.Number(expected.AsSpan(page * ConformanceRun.Page, ConformanceRun.Page));
            Assert.Equal(0, source[(page + 1) * ConformanceRun.Page]);
        }

        Assert.True(run.Read(source).AsSpan().SequenceEqual(expected));
        run.CountFaults(run.Device);
        Assert.Equal((0, 1), (run.Device.Statistics.Faults, run.Device.Statistics.Waves));

        // Where only data tells which pages are read, all that is missing is served between two waves.
        HmmDevice second = run.Make(new SimulatedOptions());
        int[] places = [.. Enumerable.Range(0, 1024).Select(page => page * ConformanceRun.Page + 3)];
        int[] read = new int[places.Length];
        Gather(second, places.Length, places, source, read);
        Assert.Equal(places.Select(place => expected[place]), read);
        run.CountWaves(second);
    }

    [ConformanceRow("anon_read_prot", "reading what may not be touched fails, and nothing is written to where it would go")]
    public static void AnonReadProt(ConformanceRun run)
    {
        HmmArray<int> source = run.Numbered();
        HmmArray<int> target = run.Empty();
        target.AsSpan().Fill(-1);
        source.Protect(HmmRange.All, HmmProtection.None);

        HmmAccessException refusal = Assert.Throws<HmmAccessException>(
            () => TransparentKernels.Copy(run.Device, ConformanceRun.Elements, source, target));

        Assert.Equal(HmmAccessViolation.NoAccess, refusal.Violation);
        ConformanceRun.AssertAll(-1, target.AsReadOnlySpan());
        source.Protect(HmmRange.All, HmmProtection.ReadOnly);
        ConformanceRun.AssertNumbered(run.Read(source));
    }

    [ConformanceRow("anon_read_multiple", "10 fresh buffers: none shows what another one had", Starts = PageStarts.Own)]
    public static void AnonReadMultiple(ConformanceRun run)
    {
        for (int round = 0; round < Fresh; round++)
        {
            using HmmArray<int> source = run.Space.Allocate<int>(ConformanceRun.Elements / 4);
            Span<int> span = source.AsSpan();
            Assert.Equal(0, span[round]);
            span[..(span.Length / 2)].Fill(round + 1);
            int[] read = run.Read(source);
            ConformanceRun.AssertAll(round + 1, read.AsSpan(0, read.Length / 2));
            ConformanceRun.AssertAll(0, read.AsSpan(read.Length / 2));
        }
    }

    /// <summary>Reads elements that other elements name.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[places[i]];
}
