using HmmGen.Base;

namespace HmmGen.Paging;

/// <content>
/// Uses of pages by launches that run again without any step. Such a launch only counts itself. Eviction counts its pages when it has to choose, so that
/// nothing is done for pages while all goes well.
/// </content>
internal sealed partial class DeviceMemory
{
    /// <summary>The most launches whose uses wait to be counted. So few launches are kept from being collected.</summary>
    private const int MostRepeated = 64;

    private readonly List<RepeatedUse> _repeated = new(MostRepeated);

    /// <summary>Notes that a launch has run again. Makes no object. The caller holds the launch lock.</summary>
    /// <param name="use">The launch's pages.</param>
    public void NoteRepeated(RepeatedUse use)
    {
        if (!IsContended)
        {
            return;
        }

        if (use.Times == 0)
        {
            if (_repeated.Count == MostRepeated)
            {
                using (Enter())
                {
                    CountRepeated();
                }
            }

            _repeated.Add(use);
        }

        use.Times += use.Times < int.MaxValue ? 1 : 0;
    }

    /// <summary>Tells eviction of the uses that it has not counted yet. The caller holds the launch lock and this device's lock.</summary>
    private void CountRepeated()
    {
        foreach (RepeatedUse use in _repeated)
        {
            _frames.Eviction.NoteRepeated([.. ResidentPages(use)], use.Times);
            use.Times = 0;
        }

        _repeated.Clear();
    }

    /// <summary>The pages that are still on the device. Regions may have left it, or been mirrored anew, since the launch ran.</summary>
    private IEnumerable<MirroredPage> ResidentPages(RepeatedUse use)
    {
        foreach (ResidentRegion region in use.Regions)
        {
            if (!_numbered.TryGetValue(region.Mirror, out RegionMirror? mirror))
            {
                continue;
            }

            foreach (PageRun run in (IEnumerable<PageRun>)[.. region.Read, .. region.Written])
            {
                for (long page = mirror.NextPlaced(run.First); page < run.End; page = mirror.NextPlaced(page + 1))
                {
                    if (mirror.IsResident(page))
                    {
                        yield return new MirroredPage(mirror, page);
                    }
                }
            }
        }
    }
}
