// Safety: ranges are clipped to the region, whose memory lives until Dispose.
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;

namespace HmmGen.Memory;

/// <content>The protection of pages.</content>
internal sealed unsafe partial class MemoryRegion
{
    private ProtectionRuns? _protection;

    /// <summary>Whether pages differ in their protection; all devices then mirror the region in the smallest pages.</summary>
    public bool HasProtection => _protection is not null;

    /// <summary>The protection of a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>The protection.</returns>
    public HmmProtection ProtectionOf(long unit) => ProtectionFrom(unit, out _);

    /// <summary>The protection of a unit and of those after it.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="end">The end of the units with the same protection.</param>
    /// <returns>The protection.</returns>
    public HmmProtection ProtectionFrom(long unit, out long end)
    {
        end = Length;
        if (_protection is not { } runs)
        {
            return Limit;
        }

        int shift = BaseGeometry.Shift;
        (HmmProtection protection, long page) = runs.At(unit >> shift);
        end = Math.Min(Length, page << shift);
        return protection;
    }

    /// <summary>Finds a unit whose protection forbids an access.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="needed">The protection that the access needs.</param>
    /// <returns>The first such unit, or -1.</returns>
    public long FirstForbidden(long first, long count, HmmProtection needed)
    {
        if (count > 0 && Limit < needed)
        {
            return first;
        }

        long page = count > 0 && _protection is { } runs ? runs.FirstBelow(BasePages(first, count), needed) : -1;
        return page < 0 ? -1 : Math.Max(first, page << BaseGeometry.Shift);
    }

    /// <summary>Sets the protection of the base pages under some units. The caller holds the lock exclusively.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="units">Their number; not 0.</param>
    /// <param name="protection">The protection; never above <see cref="Limit"/>.</param>
    /// <exception cref="HmmOutOfMemoryException">Linux allows no more mappings; nothing has changed.</exception>
    public void Protect(long first, long units, HmmProtection protection)
    {
        if (_protection is null && protection == Limit)
        {
            return;
        }

        ProtectionRuns runs = _protection ?? new ProtectionRuns(BaseGeometry.Pages(Length), Limit);
        PageRun pages = BasePages(first, units);
        int count = runs.CountWith(pages, protection);
        bool isPlain = count == 1 && protection == Limit;
        int mappings = IsTransparent ? (isPlain ? 0 : count - 1 + _host.Seams) - ProtectionMappings : 0;
        ToHost(first, units, drop: true);
        if (mappings > 0)
        {
            MappingBudget.Take(mappings, MappingBudget.ProtectionAdvice);
        }

        if (IsTransparent)
        {
            int error = ProtectHost(pages, protection);
            if (error != 0)
            {
                Restore(runs, pages);
                MappingBudget.Give(Math.Max(0, mappings));
                throw new HmmOutOfMemoryException(
                    $"The protection cannot be set ({Marshal.GetPInvokeErrorMessage(-error)}): {MappingBudget.ProtectionAdvice}");
            }
        }

        MappingBudget.Give(Math.Max(0, -mappings));
        runs.Set(pages, protection);
        _protection = isPlain ? null : runs;
        RemoveOtherPages();
    }

    /// <summary>The number of mappings that the user's view has only because of protection.</summary>
    private int ProtectionMappings => _protection is { } runs ? runs.Count - 1 + _host.Seams : 0;

    private PageGeometry BaseGeometry => PageGeometry.Of(UnitSize, PageGeometry.BasePageSize);

    private PageRun BasePages(long first, long count)
    {
        int shift = BaseGeometry.Shift;
        return new PageRun(first >> shift, ((first + count - 1) >> shift) - (first >> shift) + 1);
    }

    /// <summary>
    /// Removes device pages of the wrong size. While protection differs, every device uses the smallest pages, so that a page has one protection;
    /// otherwise it uses its own page size again.
    /// </summary>
    private void RemoveOtherPages()
    {
        foreach (IMirror mirror in _mirrors)
        {
            mirror.Refit();
        }
    }

    private int ProtectHost(PageRun pages, HmmProtection protection)
    {
        long pageBytes = BaseGeometry.PageBytes;
        long start = pages.First * pageBytes;
        long end = Math.Min(Core->Bytes, pages.End * pageBytes);
        int error = CoreFunctions.Watching->Protect(Core, start, end - start, (int)protection);
        GC.KeepAlive(this);
        return error;
    }

    /// <summary>Restores the old protection: a call that fails may have changed some of the pages.</summary>
    private void Restore(ProtectionRuns runs, PageRun pages)
    {
        for (long page = pages.First; page < pages.End;)
        {
            (HmmProtection protection, long end) = runs.At(page);
            end = Math.Min(end, pages.End);

            // The pages that the failed call has split join again; this needs no mapping.
            _ = ProtectHost(new PageRun(page, end - page), protection);
            page = end;
        }
    }

    private void ReturnMappings()
    {
        if (IsTransparent)
        {
            MappingBudget.Give(ProtectionMappings);
            _protection = null;
        }
    }
}
