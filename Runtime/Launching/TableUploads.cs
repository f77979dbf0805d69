using HmmGen.Devices;
using HmmGen.Migration;

namespace HmmGen.Launching;

/// <summary>Keeps the copies of page tables in control memory like the tables themselves: all of a table at first, then what has changed.</summary>
/// <param name="port">The device.</param>
/// <param name="layout">Where the copies are.</param>
/// <param name="mirrors">The regions.</param>
internal sealed class TableUploads(DevicePort port, ControlLayout layout, IReadOnlyList<RegionMirror> mirrors) : IDisposable
{
    /// <summary>Changes no further apart than this are copied together: a copy costs more than some entries too many.</summary>
    private const long Gap = 512;

    private bool _complete;

    /// <summary>Brings the copies up to date.</summary>
    public void Synchronize()
    {
        for (int i = 0; i < mirrors.Count; i++)
        {
            if (_complete)
            {
                UploadChanges(mirrors[i], layout.Table(i));
            }
            else
            {
                mirrors[i].TrackChanges(true);
                port.UploadControl(layout.Table(i), mirrors[i].Entries);
            }
        }

        _complete = true;
    }

    /// <summary>Ends the noting of changes.</summary>
    public void Dispose()
    {
        foreach (RegionMirror mirror in mirrors)
        {
            mirror.TrackChanges(false);
        }
    }

    private void UploadChanges(RegionMirror mirror, long table)
    {
        ReadOnlySpan<long> changes = mirror.TakeChanges();
        for (int i = 0; i < changes.Length;)
        {
            int first = i++;
            while (i < changes.Length && changes[i] - changes[i - 1] <= Gap)
            {
                i++;
            }

            int page = (int)changes[first];
            int count = (int)(changes[i - 1] - page) + 1;
            port.UploadControl(table + (long)page * sizeof(int), mirror.Entries.Slice(page, count));
        }
    }
}
