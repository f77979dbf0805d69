// Safety: addresses are computed and compared. Nobody follows them, except into the page table, which lives as long as the test.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Kernels;

/// <summary>Device memories find each element where it is by the definition, also behind four gibibytes, and by all of their members alike.</summary>
public sealed unsafe class FoundTests(ITestOutputHelper output)
{
    private const int Pages = 1 << 12;

    [Fact]
    public void Elements_are_found_where_they_are()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        int* table = (int*)NativeMemory.Alloc(Pages, sizeof(int));
        try
        {
            for (int round = 0; round < 2_000; round++)
            {
                Check<byte>(random, table);
                Check<short>(random, table);
                Check<int>(random, table);
                Check<double>(random, table);
                Check<Triple>(random, table);
            }
        }
        finally
        {
            NativeMemory.Free(table);
        }
    }

    private static void Check<T>(Random random, int* table) where T : unmanaged
    {
        long index = random.Next(3) == 0 ? random.Next(1000) : random.Next();
        int shift = random.Next(3, 13);
        long element = random.NextInt64((long)Pages << shift);
        DeviceSpan span = new() { Origin = random.NextInt64(1L << 40), Start = element - index, Length = int.MaxValue, Shift = shift, Table = 0 };
        int entry = random.Next(int.MaxValue) | PageEntry.Readable | PageEntry.Writable;
        table[element >> shift] = entry;
        long together = span.Origin + index * sizeof(T);
        long within = element % (1L << shift) * sizeof(T);
        long apart = (entry >> PageEntry.FrameShift) * (long)PageEntry.FrameSize + within;
        PointerStore pointers = new(0, (nint)table);
        AddressStore addresses = new((nint)table);
        Wave wave = default;

        Same<LinearMemory<PointerStore>, T>(LinearMemory<PointerStore>.Over(pointers, wave, 0), span, index, together);
        Same<LinearMemory<AddressStore>, T>(LinearMemory<AddressStore>.Over(addresses, wave, 0), span, index, together);
        Same<CheckedMemory<AddressStore, AllAccesses>, T>(CheckedMemory<AddressStore, AllAccesses>.Over(addresses, wave, 0), span, index, together);
        Same<CheckedMemory<PointerStore, UnplannedAccesses>, T>(CheckedMemory<PointerStore, UnplannedAccesses>.Over(pointers, wave, 0), span, index, together);
        Same<ProvenMemory<PointerStore>, T>(ProvenMemory<PointerStore>.Over(pointers, wave, 0), span, index, apart);
        Same<PagedMemory<PointerStore>, T>(PagedMemory<PointerStore>.Over(pointers, wave, 0), span, index, apart);
        Same<ResumableMemory<PointerStore>, T>(ResumableMemory<PointerStore>.Over(pointers, wave, 0), span, index, apart);
        span.Shift = DeviceSpan.InOneStretch;
        Same<ProvenMemory<PointerStore>, T>(ProvenMemory<PointerStore>.Over(pointers, wave, 0), span, index, together);
    }

    private static void Same<TMemory, T>(TMemory memory, DeviceSpan span, long index, long expected)
        where TMemory : struct, IDeviceMemory<TMemory>
        where T : unmanaged
    {
        long read = TMemory.Read(memory, span, index, sizeof(T));
        long write = TMemory.Write(memory, span, index, sizeof(T));
        Assert.Equal((expected, expected), (read, write));
        Assert.Equal(expected, (long)Unsafe.AsPointer(ref TMemory.Element<T>(memory, read)));
        Assert.Equal(expected, (long)Unsafe.AsPointer(ref TMemory.Found<T>(memory, span, index, sizeof(T), write)));
    }
}
