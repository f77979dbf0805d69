// Safety: the array is pinned while it is filled, and has as many bytes as are read.
using HmmGen.Devices;
using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>The marks that a scout left, read from control memory.</summary>
/// <param name="spans">The spans of the launch.</param>
/// <param name="marks">For each span parameter, two bytes for each page under it.</param>
internal sealed class ScoutMarks(DeviceSpan[] spans, byte[][] marks)
{
    /// <summary>Reads the marks.</summary>
    /// <param name="engine">The engine that ran the scout.</param>
    /// <param name="wave">The scout's wave.</param>
    /// <param name="spans">The spans of its arguments.</param>
    /// <returns>The marks.</returns>
    public static unsafe ScoutMarks Read(DeviceEngine engine, Wave wave, DeviceSpan[] spans)
    {
        byte[][] marks = Array.ConvertAll(spans, span => new byte[span.Length == 0 ? 0 : 2 * (Last(span) - First(span) + 1)]);
        for (int i = 0; i < spans.Length; i++)
        {
            fixed (byte* target = marks[i])
            {
                if (marks[i].Length > 0)
                    engine.Download(DeviceStorage.Control, wave.Marks + (spans[i].Table + First(spans[i]) * sizeof(int)) / 2, target, marks[i].Length);
            }
        }

        return new ScoutMarks(spans, marks);
    }

    /// <summary>Compares the marks with what the kernel touched: every page of the marked parameters, and none that nobody touched.</summary>
    /// <param name="trace">What the chunk touched.</param>
    public void Check(ChunkTrace trace)
    {
        KernelScout scout = trace.Descriptor.Scout!;
        for (int i = 0; i < spans.Length; i++)
        {
            for (int page = 0; page < marks[i].Length / 2; page++)
            {
                long number = First(spans[i]) + page;
                (bool must, bool mustWrite) = Touched(trace, spans[i], number, parameter => scout.Marks[parameter]);
                (bool may, bool mayWrite) = Touched(trace, spans[i], number, static _ => true);
                (bool read, bool written) = (marks[i][2 * page] != 0, marks[i][2 * page + 1] != 0);
                Assert.True(!must || read || written, $"{trace}: page {number} of parameter {i} is touched, and no scout marked it.");
                Assert.True(!mustWrite || written, $"{trace}: page {number} of parameter {i} is written, and no scout marked it for that.");
                Assert.True(may || !(read || written), $"{trace}: page {number} of parameter {i} is marked, and nobody touched it.");
                Assert.True(mayWrite || !written, $"{trace}: page {number} of parameter {i} is marked for writing, and nobody wrote it.");
            }
        }
    }

    /// <summary>Whether parameters touch a page, and whether they write it. Parameters may lie in the same memory.</summary>
    private (bool Touched, bool Written) Touched(ChunkTrace trace, DeviceSpan of, long page, Func<int, bool> counts)
    {
        (bool touched, bool written) = (false, false);
        for (int i = 0; i < spans.Length; i++)
        {
            if (spans[i].Table != of.Table || !counts(i))
                continue;
            long first = Math.Max(0, (page << spans[i].Shift) - spans[i].Start);
            long end = Math.Min(spans[i].Length, ((page + 1) << spans[i].Shift) - spans[i].Start);
            for (long element = first; element < end; element++)
            {
                touched |= trace.IsTouched(i, (int)element);
                written |= trace.IsWritten(i, (int)element);
            }
        }

        return (touched, written);
    }

    private static long First(DeviceSpan span) => span.Start >> span.Shift;

    private static long Last(DeviceSpan span) => (span.Start + span.Length - 1) >> span.Shift;
}
