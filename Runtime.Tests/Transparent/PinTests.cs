// Safety: pointers are those of pins and arrays that live until the end of each test; opens a file by a C string.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Pinned pages stay on the host, for hardware and system calls.</summary>
public sealed unsafe class PinTests
{
    private const int Page = 1024;
    private const int Direct = 0x4000;

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Pinned_pages_are_on_the_host_after_each_launch(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(4 * Page);
        TransparentKernels.Add(device, 4 * Page, 1, array);
        using HmmPin<int> pin = array.Pin((Page, 2 * Page));
        for (int round = 2; round <= 5; round++)
        {
            TransparentKernels.Add(device, 4 * Page, 1, array);
            Assert.Equal(
                [HmmResidency.Owned, HmmResidency.Absent, HmmResidency.Owned, HmmResidency.Owned],
                array.Snapshot(device, HmmRange.All).EachPage().Select(page => page.Residency));
            Assert.Equal(round, pin.Pointer[Page - 1]);
        }

        pin.Pointer[0] = 70;
        TransparentKernels.Add(device, 4 * Page, 1, array);
        Assert.Equal([6, 71, 6], array.AsSpan(Page - 1, 3).ToArray());
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_page_is_pinned_as_long_as_a_pin_covers_it(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(6 * Page);
        HmmPin<int> first = array.Pin((5, 3 * Page));
        HmmPin<int> second = array.Pin((2 * Page + 10, 5 * Page - 10));
        Assert.Equal(".....O", Owned());

        first.Dispose();
        Assert.Equal("OO...O", Owned());

        second.Dispose();
        Assert.Equal("OOOOOO", Owned());
        Assert.Equal(-1, array.AsSpan().IndexOfAnyExcept(3));

        string Owned()
        {
            TransparentKernels.Add(device, 6 * Page, 1, array);
            return string.Concat(array.Snapshot(device, HmmRange.All).EachPage().Select(page => page.Residency == HmmResidency.Owned ? 'O' : '.'));
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_file_is_read_into_pinned_pages_that_a_launch_writes(HmmHostMode mode, bool behind)
    {
        string path = Path.GetFullPath($"pinned-{Guid.NewGuid()}.bin");
        File.WriteAllBytes(path, [.. Enumerable.Range(0, 2 * Page).SelectMany(i => BitConverter.GetBytes(100_000 + i))]);
        try
        {
            using GatedDevice gated = new();
            using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(4 * Page);
            using HmmPin<int> pin = array.Pin();
            Span<int> span = array.AsSpan();
            span.Fill(7);

            // The launch writes up to the middle of the third page, the file goes from there to the end of the fourth.
            gated.Start(() => TransparentKernels.Add(gated.Device, 2 * Page + Page / 2, 1000, array), behind);
            int read = ReadDirect(path, new Span<byte>(pin.Pointer + 2 * Page + Page / 2, 6 * Page));
            Assert.True(gated.IsHeld);
            gated.LetGo();

            Assert.Equal(6 * Page, read);
            Assert.Equal(-1, span[..(2 * Page + Page / 2)].IndexOfAnyExcept(1007));
            Assert.Equal(Enumerable.Range(100_000, Page + Page / 2), span[(2 * Page + Page / 2)..].ToArray());
            Assert.All(array.Snapshot(gated.Device, HmmRange.All), page => Assert.Equal(HmmResidency.Absent, page.Residency));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The test unmaps the pages in place of Linux, behind the core's back.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_pin_maps_pages_that_Linux_has_unmapped_by_itself(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(8 * Page);
        using NinesFile file = new();
        Span<int> span = array.AsSpan();
        TransparentKernels.Add(device, 8 * Page, 7, array);
        Assert.Equal(-1, span.IndexOfAnyExcept(7));
        Assert.Equal(0, SystemCalls.Advise((byte*)Unsafe.AsPointer(ref span[Page]), 4 * 4096, SystemCalls.AdviseDontNeedLocked));

        using HmmPin<int> pin = array.Pin((Page, 5 * Page));

        Assert.Equal(4 * 4096, ReadOld(file.Handle, pin.Pointer));
        Assert.Equal(-1, span[Page..(5 * Page)].IndexOfAnyExcept(0x09090909));
        Assert.Equal(-1, span[..Page].IndexOfAnyExcept(7));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void System_calls_into_absent_pages_work_or_fail_until_they_are_pinned(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(8 * Page);
        using NinesFile file = new();
        Span<int> span = array.AsSpan();
        int* old = (int*)Unsafe.AsPointer(ref span[Page]);
        TransparentKernels.Add(device, 8 * Page, 7, array);

        if (mode == HmmHostMode.TransparentUserMode)
        {
            Exception error = Assert.ThrowsAny<IOException>(() => ReadOld(file.Handle, old));
            Assert.Contains("Bad address", error.Message, StringComparison.Ordinal);
            Assert.Equal(-1, span.IndexOfAnyExcept(7));
            TransparentKernels.Add(device, 8 * Page, 0, array);
            using HmmPin<int> pin = array.Pin((Page, 5 * Page));
            Assert.Equal(4 * 4096, ReadOld(file.Handle, pin.Pointer));
        }
        else
        {
            Assert.Equal(4 * 4096, Read(file.Handle, array));
        }

        Assert.Equal(-1, span[..Page].IndexOfAnyExcept(7));
        Assert.Equal(-1, span[Page..(5 * Page)].IndexOfAnyExcept(0x09090909));
        Assert.Equal(-1, span[(5 * Page)..].IndexOfAnyExcept(7));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void What_hardware_writes_to_pinned_pages_during_a_launch_is_kept(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(4 * Page);
        using HmmArray<int> target = space.Allocate<int>(4 * Page);
        using HmmPin<int> pin = array.Pin();
        Span<int> span = array.AsSpan();
        span.Fill(7);

        gated.Start(() => TransparentKernels.AddToEven(gated.Device, 2 * Page, 1000, array), behind);
        for (int i = 1; i < 4 * Page; i += 2)
        {
            HardwareView.Of(array)[i] = -i;
        }

        gated.LetGo();

        for (int i = 0; i < 4 * Page; i++)
        {
            Assert.Equal(i % 2 == 0 ? 1007 : -i, span[i]);
        }

        gated.Start(() => TransparentKernels.Copy(gated.Device, 4 * Page, array, target), behind);
        HardwareView.Of(array)[Page] = 5;
        gated.LetGo();
        Assert.Equal([1007, 5], [target.AsSpan()[Page], span[Page]]);
        TransparentKernels.Copy(gated.Device, 4 * Page, array, target);
        Assert.Equal(5, target.AsSpan()[Page]);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Pinned_pages_stay_where_they_are_when_they_are_discarded(HmmHostMode mode)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)9, 4 * 4096)]);
        try
        {
            using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(8 * Page);
            using SafeFileHandle file = File.OpenHandle(path);
            using HmmPin<int> pin = array.Pin((Page, 5 * Page));
            array.AsSpan().Fill(7);

            array.Discard(HmmRange.All);

            Assert.Equal(4 * 4096, Read(file, array));
            Assert.Equal(-1, array.AsSpan(Page, 4 * Page).IndexOfAnyExcept(0x09090909));
            Assert.Equal(4 * Page, array.AsSpan().Count(0));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Reads into pages whose address is known, without taking a span of them.</summary>
    private static int ReadOld(SafeFileHandle file, int* old) => RandomAccess.Read(file, new Span<byte>(old, 4 * Page * sizeof(int)), 0);

    private static int Read(SafeFileHandle file, HmmArray<int> array)
        => RandomAccess.Read(file, MemoryMarshal.AsBytes(array.AsSpan(Page, 4 * Page)), 0);

    /// <summary>Reads past the page cache where the file system lets one, else as usual.</summary>
    private static int ReadDirect(string path, Span<byte> target)
    {
        nint descriptor = Open(path, Direct, 0);
        if (descriptor >= 0)
        {
            using SafeFileHandle direct = new(descriptor, ownsHandle: true);
            try
            {
                return RandomAccess.Read(direct, target, 0);
            }
            catch (IOException refused) when (refused.Message.Contains("Invalid argument", StringComparison.Ordinal))
            {
                TestContext.Current.SendDiagnosticMessage("O_DIRECT is refused here: {0}", refused.Message);
            }
        }

        using SafeFileHandle file = File.OpenHandle(path);
        return RandomAccess.Read(file, target, 0);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    /// <summary>A file of four pages of nines, which is deleted in the end.</summary>
    private sealed class NinesFile : IDisposable
    {
        private readonly string _path = Path.GetTempFileName();

        public NinesFile()
        {
            File.WriteAllBytes(_path, [.. Enumerable.Repeat((byte)9, 4 * 4096)]);
            Handle = File.OpenHandle(_path);
        }

        public SafeFileHandle Handle { get; }

        public void Dispose()
        {
            Handle.Dispose();
            File.Delete(_path);
        }
    }
}
