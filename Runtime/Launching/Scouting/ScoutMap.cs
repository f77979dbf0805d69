using System.Buffers;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Paging;

namespace HmmGen.Launching.Scouting;

/// <summary>The marks of a scout in control memory: two bytes for each page of the launch's page tables, for reading and for writing.</summary>
/// <param name="tables">The launch's page tables, behind which the marks lie.</param>
/// <param name="port">The device.</param>
internal sealed class ScoutMap(LaunchTables tables, DevicePort port)
{
    /// <summary>The bytes of a page's marks.</summary>
    public const int MarkBytes = 2;

    /// <summary>Sets all marks to zero.</summary>
    public void Clear() => tables.ClearMarks();

    /// <summary>Tells a wave where the marks lie.</summary>
    /// <param name="wave">The wave.</param>
    /// <returns>The wave.</returns>
    public Wave Place(Wave wave)
    {
        wave.Marks = tables.Marks - tables.Origin * MarkBytes / sizeof(int);
        return wave;
    }

    /// <summary>Reads the marks.</summary>
    /// <param name="mirrors">The mirrors of the launch's regions.</param>
    /// <returns>The marked pages of each region. The launch must touch all of them.</returns>
    public MirrorPlan[] Read(RegionMirror[] mirrors)
    {
        MirrorPlan[] plans = Array.ConvertAll(mirrors, static mirror => new MirrorPlan(mirror, PageRuns.Empty, PageRuns.Empty, MayIsMust: true));
        int pages = (int)(tables.Bytes / sizeof(int));
        ushort[] marks = ArrayPool<ushort>.Shared.Rent(pages);
        try
        {
            port.DownloadControl(tables.Marks, marks.AsSpan(0, pages));
            foreach (TableWindow window in tables.Windows)
            {
                int number = Array.IndexOf(mirrors, window.Mirror);
                plans[number] = Add(plans[number], window, marks.AsSpan((int)(window.Offset / sizeof(int)), (int)window.Pages.Count));
            }
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(marks);
        }

        return plans;
    }

    private static MirrorPlan Add(MirrorPlan plan, TableWindow window, ReadOnlySpan<ushort> marks)
    {
        // The second of the two bytes.
        ushort writes = BitConverter.IsLittleEndian ? (ushort)0xFF00 : (ushort)0x00FF;
        PageRunsBuilder touched = new();
        PageRunsBuilder written = new();
        for (int at = NextMarked(marks, 0); at >= 0; at = NextMarked(marks, at + 1))
        {
            long page = window.Pages.First + at;
            touched.Add(page, page);
            if ((marks[at] & writes) != 0)
            {
                written.Add(page, page);
            }
        }

        return plan with { Touched = plan.Touched.Union(touched.Build()), Written = plan.Written.Union(written.Build()) };
    }

    private static int NextMarked(ReadOnlySpan<ushort> marks, int from)
    {
        int next = marks[from..].IndexOfAnyExcept((ushort)0);
        return next < 0 ? -1 : from + next;
    }
}
