// Safety: ranges are clipped to the region, whose memory lives until Dispose.
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;

namespace HmmGen.Memory;

/// <content>What may be done with which pages.</content>
internal sealed unsafe partial class MemoryRegion
{
    private ProtectionRuns? _protection;

    /// <summary>Whether pages differ in what may be done with them; then all devices mirror it in the smallest pages.</summary>
    public bool HasProtection => _protection is not null;

    /// <summary>What may be done with a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>The protection.</returns>
    public HmmProtection ProtectionOf(long unit) => ProtectionFrom(unit, out _);

    /// <summary>What may be done with units from one on.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="end">The unit up to which the same may be done.</param>
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

    /// <summary>Finds a unit that may not be used.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="needed">What is to be done.</param>
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

    /// <summary>Sets what may be done with the base pages under some units. The caller has the lock exclusively.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="units">Their number; not 0.</param>
    /// <param name="protection">The protection; never above <see cref="Limit"/>.</param>
    /// <exception cref="HmmOutOfMemoryException">The system allows no more mappings; nothing has changed.</exception>
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

    /// <summary>The mappings that the host's view has for protection alone.</summary>
    private int ProtectionMappings => _protection is { } runs ? runs.Count - 1 + _host.Seams : 0;

    private PageGeometry BaseGeometry => PageGeometry.Of(UnitSize, PageGeometry.BasePageSize);

    private PageRun BasePages(long first, long count)
    {
        int shift = BaseGeometry.Shift;
        return new PageRun(first >> shift, ((first + count - 1) >> shift) - (first >> shift) + 1);
    }

    /// <summary>While pages differ in what may be done every device uses the smallest pages, so that a page has one protection; else its own again.</summary>
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

    /// <summary>A call that fails may have changed a part of the pages.</summary>
    private void Restore(ProtectionRuns runs, PageRun pages)
    {
        for (long page = pages.First; page < pages.End;)
        {
            (HmmProtection protection, long end) = runs.At(page);
            end = Math.Min(end, pages.End);

            // What the call has split joins again, for which no mapping is needed.
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
