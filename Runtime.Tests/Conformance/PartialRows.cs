using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>A part of a range ends while it is on the device.</summary>
internal static class PartialRows
{
    private const int Large = 2 << 18;

    [ConformanceRow("migrate_partial_unmap_fault", "the start, the middle or the end is unmapped while it is on the device, in small and in large pages; the rest is right", Starts = PageStarts.Own)]
    public static void PartialUnmapFault(ConformanceRun run)
    {
        HmmDevice large = run.Make(new SimulatedOptions { PageSize = 2 << 20 });
        foreach ((HmmDevice device, HmmPages pages) in ((HmmDevice, HmmPages)[])[(run.Device, HmmPages.Default), (large, HmmPages.Huge)])
        {
            foreach (int offset in (int[])[0, Large / 4, Large / 2])
            {
                using HmmArray<int> array = pages == HmmPages.Huge ? run.Huge(Large) : run.Empty(Large);
                ConformanceRun.Number(array.AsSpan());
                TransparentKernels.Add(device, Large, 0, array);
                run.AssertResidency(HmmResidency.Owned, array, device);

                array.Discard((offset, offset + Large / 2));

                ReadOnlySpan<int> rest = array.AsReadOnlySpan();
                ConformanceRun.AssertNumbered(rest[..offset]);
                ConformanceRun.AssertNumbered(rest[(offset + Large / 2)..], more: offset + Large / 2);
                ConformanceRun.AssertAll(0, rest.Slice(offset, Large / 2));
                ConformanceRun.AssertAll(0, run.Read(array, device).AsSpan(offset, Large / 2));
            }
        }

        run.Emulate("Discard ends a part: it is zero afterwards and no hole");
    }
}
