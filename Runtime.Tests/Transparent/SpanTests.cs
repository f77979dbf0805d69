// Safety: pointers are those of arrays that live until the end of each test.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Shared;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>
/// System calls may use a span that was just taken, also where Linux has unmapped its pages by itself. The tests unmap them in place of Linux.
/// </summary>
public sealed unsafe class SpanTests
{
    private const int Page = 1024;
    private const int Old = 7;
    private const int New = 0x09090909;

    /// <summary>What has happened to the array before.</summary>
    private static readonly string[] Pasts = ["new", "taken", "returned", "shared", "left"];

    public static TheoryData<HmmHostMode, string, string> WritableSpans { get; } = Combine("AsSpan", "part", "overwrite", "memory", "slice");

    public static TheoryData<HmmHostMode, string, string> ReadableSpans { get; } = Combine("AsReadOnlySpan", "part", "Flush", "read-only memory");

    [Theory]
    [MemberData(nameof(WritableSpans))]
    public void A_system_call_writes_a_span_whose_pages_Linux_has_unmapped_by_itself(HmmHostMode mode, string past, string span)
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(8 * Page);
        using HmmArray<int> other = space.Allocate<int>(8 * Page);
        MakeOld(device, array, other, past);
        Unmap(AddressOf(array) + Page, 3);
        using SafeFileHandle file = Nines(4);

        Span<int> taken = span switch
        {
            "AsSpan" => array.AsSpan()[Page..(5 * Page)],
            "part" => array.AsSpan(Page, 4 * Page),
            "overwrite" => array.AsSpanForOverwrite(Page, 4 * Page),
            "memory" => array.Memory.Slice(Page, 4 * Page).Span,
            _ => array.Slice(Page, 6 * Page).AsSpan()[..(4 * Page)],
        };

        Assert.Equal(4 * 4096, RandomAccess.Read(file, MemoryMarshal.AsBytes(taken), 0));
        Assert.Equal(-1, array.AsReadOnlySpan(Page, 4 * Page).IndexOfAnyExcept(New));
        Assert.Equal(-1, array.AsReadOnlySpan(0, Page).IndexOfAnyExcept(Old));
        Assert.Equal(-1, array.AsReadOnlySpan(5 * Page, 3 * Page).IndexOfAnyExcept(Old));
        TransparentKernels.Copy(device, 8 * Page, array, other);
        Assert.True(other.AsReadOnlySpan().SequenceEqual(array.AsReadOnlySpan()));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_system_call_writes_a_span_whose_pages_are_all_mapped_and_protected(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(8 * Page);
        using HmmArray<int> other = space.Allocate<int>(8 * Page);
        using SafeFileHandle file = Nines(8);
        using (HmmDevice device = HmmDevice.Simulated())
        {
            MakeOld(device, array, other, "shared");
        }

        Assert.Equal(8 * 4096, RandomAccess.Read(file, MemoryMarshal.AsBytes(array.AsSpan()), 0));
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(New));
    }

    [Theory]
    [MemberData(nameof(ReadableSpans))]
    public void A_system_call_reads_a_span_whose_pages_Linux_has_unmapped_by_itself(HmmHostMode mode, string past, string span)
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(8 * Page);
        using HmmArray<int> other = space.Allocate<int>(8 * Page);
        MakeOld(device, array, other, past);
        ReadOnlySpan<int> taken = new(AddressOf(array), 8 * Page);
        Unmap(AddressOf(array) + Page, 3);
        Unmap(AddressOf(array) + 6 * Page, 1);
        using SafeFileHandle file = Nines(0);

        switch (span)
        {
            case "AsReadOnlySpan":
                taken = array.AsReadOnlySpan();
                break;
            case "part":
                taken = array.AsReadOnlySpan(Page, 6 * Page);
                break;
            case "Flush":
                array.Flush();
                break;
            default:
                taken = ((ReadOnlyMemory<int>)array.Memory).Span;
                break;
        }

        RandomAccess.Write(file, MemoryMarshal.AsBytes(taken), 0);

        int[] written = new int[taken.Length];
        Assert.Equal(4 * written.Length, RandomAccess.Read(file, MemoryMarshal.AsBytes(written.AsSpan()), 0));
        Assert.Equal(-1, written.AsSpan().IndexOfAnyExcept(Old));
    }

    /// <summary>The first launch's pages left the device for the second one's: they have come home, but they are not mapped.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_system_call_of_a_library_reads_and_writes_what_the_library_may_access_on_the_host(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 8 * 4096 });
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(8 * Page);
        using HmmArray<int> other = space.Allocate<int>(8 * Page);
        TransparentKernels.Add(device, 8 * Page, Old, array);
        TransparentKernels.Add(device, 8 * Page, 1, other);
        using SafeFileHandle file = Nines(1);

        HmmDevice.Host.Access(HmmOperand.Read<int>(array.Slice(Page, 3 * Page)), HmmOperand.ReadWrite<int>(array.Slice(5 * Page, Page)), (from, to, _) =>
        {
            RandomAccess.Write(file, MemoryMarshal.AsBytes(from.AsReadOnlySpan<int>()), 4096);
            Assert.Equal(4096, RandomAccess.Read(file, MemoryMarshal.AsBytes(to.AsSpan<int>()), 0));
        });

        int[] written = new int[3 * Page];
        Assert.Equal(3 * 4096, RandomAccess.Read(file, MemoryMarshal.AsBytes(written.AsSpan()), 4096));
        Assert.Equal(-1, written.AsSpan().IndexOfAnyExcept(Old));
        Assert.Equal(Page, array.AsReadOnlySpan().Count(New));
        Assert.Equal(7 * Page, array.AsReadOnlySpan().Count(Old));
    }

    /// <summary>A block with pages that are mapped, that Linux has unmapped, and that were never touched, in every order.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Scattered_pages_are_found_again_and_pages_without_memory_get_none(HmmHostMode mode)
    {
        const int Pages = 1536;
        int seed = TestSeeds.First;
        Random random = new(seed);
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Pages * Page);
        if (random.Next(2) == 0)
        {
            TransparentKernels.Add(device, Page, 0, array);
        }

        int[] expected = new int[Pages];
        int* address = AddressOf(array);
        for (int page = 0; page < Pages; page++)
        {
            if (random.Next(3) > 0)
            {
                address[page * Page] = expected[page] = page + 1;
                if (random.Next(2) == 0)
                {
                    Unmap(address + page * Page, 1);
                }
            }
        }

        using SafeFileHandle file = Nines(0);
        ReadOnlySpan<int> span = array.AsReadOnlySpan();
        int withMemory = array.Snapshot(device, HmmRange.All).EachPage().Count(page => !page.IsUnwritten);
        for (int page = 0; page < Pages; page++)
        {
            if (expected[page] != 0)
            {
                RandomAccess.Write(file, MemoryMarshal.AsBytes(span.Slice(page * Page, 1)), 4L * page);
            }
        }

        int[] written = new int[Pages];
        _ = RandomAccess.Read(file, MemoryMarshal.AsBytes(written.AsSpan()), 0);
        Assert.True(expected.AsSpan().SequenceEqual(written), $"seed {seed}");
        Assert.True(expected.Count(value => value != 0) + 1 >= withMemory, $"seed {seed}: {withMemory} pages have memory");
    }

    private static void MakeOld(HmmDevice device, HmmArray<int> array, HmmArray<int> other, string past)
    {
        if (past != "returned")
        {
            new Span<int>(AddressOf(array), 8 * Page).Fill(Old);
        }

        if (past == "taken")
        {
            _ = array.AsSpan();
        }

        if (past == "shared")
        {
            TransparentKernels.Copy(device, 8 * Page, array, other);
            _ = array.AsReadOnlySpan();
        }

        if (past == "left")
        {
            // The device's copies are gone, but the pages are still protected from writes.
            using HmmDevice second = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
            TransparentKernels.Copy(second, 8 * Page, array, other);
        }

        if (past == "returned")
        {
            TransparentKernels.Add(device, 8 * Page, Old, array);
            Assert.Equal(-1, array.AsSpan().IndexOfAnyExcept(Old));
        }
    }

    private static int* AddressOf(HmmArray<int> array) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(array.AsReadOnlySpan(0, 1)));

    private static void Unmap(int* address, int pages)
        => Assert.Equal(0, SystemCalls.Advise(address, (nuint)pages * 4096, SystemCalls.AdviseDontNeedLocked));

    private static SafeFileHandle Nines(int pages)
    {
        SafeFileHandle file = File.OpenHandle(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.DeleteOnClose);
        byte[] nines = new byte[pages * 4096];
        nines.AsSpan().Fill(9);
        RandomAccess.Write(file, nines, 0);
        return file;
    }

    private static TheoryData<HmmHostMode, string, string> Combine(params string[] spans)
    {
        TheoryData<HmmHostMode, string, string> data = [];
        foreach (HmmHostMode mode in (HmmHostMode[])[HmmHostMode.Transparent, HmmHostMode.TransparentUserMode])
        {
            foreach (string past in Pasts)
            {
                foreach (string span in spans)
                {
                    data.Add(mode, past, span);
                }
            }
        }

        return data;
    }
}
