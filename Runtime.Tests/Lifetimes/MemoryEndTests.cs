// Safety: no byte is touched through an address here. Linux is asked whether it is mapped.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Memory;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Lifetimes;

/// <summary>Each step of an end is done once and in its order, also where finalizers, threads and Dispose end the same memory.</summary>
[Collection(WholeProcess.Name)]
public sealed unsafe class MemoryEndTests
{
    private const int Length = 1 << 20;
    private const string Detach = nameof(EndingMemory.Detach);
    private const string Release = nameof(Release);
    private const string Free = nameof(Free);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Memory ends at its first finding, and its data goes at the second: a finalizer may have made it reachable meanwhile.</summary>
    [Fact]
    public void Memory_that_nobody_disposes_of_ends_at_its_first_finding()
    {
        EndingMemory memory = EndingMemory.Make();
        memory.Find();
        Assert.Equal([Detach, Release], memory.Steps);
        memory.Find();
        Assert.Equal([Detach, Release, Free], memory.Steps);
    }

    /// <summary>
    /// A finalizer has given its array to another thread and then disposed of it, while the finalizer of the memory waited for its turn after the same
    /// collection. The other thread may be in a call.
    /// </summary>
    [Fact]
    public void Memory_that_was_disposed_of_is_freed_at_its_second_finding()
    {
        EndingMemory memory = EndingMemory.Make();
        End(memory.Region!);
        memory.Find();
        Assert.Equal([Detach, Release], memory.Steps);
        memory.Find();
        Assert.Equal([Detach, Release, Free], memory.Steps);
    }

    /// <summary>A thread that a finalizer has given the array is in the middle of Dispose when the memory's finalizer runs.</summary>
    [Theory]
    [InlineData(Detach)]
    [InlineData(Release)]
    public void Memory_that_a_thread_is_disposing_of_ends_by_that_thread_alone(string step)
    {
        EndingMemory memory = EndingMemory.Make(step);
        Thread thread = new(() => End(memory.Region!));
        thread.Start();
        Assert.True(memory.Stopped.Wait(Patience, TestContext.Current.CancellationToken));
        memory.Find();
        memory.Find();
        string[] before = [.. memory.Steps];
        memory.GoOn.Set();
        thread.Join();
        Assert.Equal(step == Detach ? [Detach] : [Detach, Release], before);
        Assert.Equal([Detach, Release], memory.Steps);

        memory.Find();
        Assert.Equal([Detach, Release], memory.Steps);
        memory.Find();
        Assert.Equal([Detach, Release, Free], memory.Steps);
    }

    /// <summary>An end that failed is finished when the memory is found.</summary>
    [Fact]
    public void Memory_whose_end_has_failed_ends_when_it_is_found()
    {
        EndingMemory memory = EndingMemory.Make();
        memory.FailsOnce = true;
        Assert.Throws<IOException>(() => End(memory.Region!));
        memory.Find();
        Assert.Equal([Detach, Detach, Release], memory.Steps);
        memory.Find();
        Assert.Equal([Detach, Detach, Release, Free], memory.Steps);
    }

    /// <summary>A finalizer of memory takes the lock of its region, so the memory knows no region that has none yet.</summary>
    [Fact]
    public void Memory_knows_its_region_when_that_is_whole() => Assert.False(EndingMemory.Make().WasKnownEarly);

    /// <summary>A finalizer may have given an array that ends to a thread that is at an element: it stays mapped until no thread can have it.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void The_view_outside_the_heap_stays_while_a_thread_may_be_at_an_element(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        space.LargestOnHeap = 0;
        (WeakReference<MemoryRegion> region, nint address) = Drop(() => space.Allocate<int>(Length));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(IsEnded(region));
        Assert.True(IsMapped(address));

        ArrayOwner.Collect();
        Assert.False(IsMapped(address));
    }

    /// <summary>A call has the lock of an array that the collector finds unreachable, as where a finalizer has given it away: the file stays open.</summary>
    [Theory]
    [InlineData(FileAccess.Read, false)]
    [InlineData(FileAccess.ReadWrite, false)]
    [InlineData(FileAccess.ReadWrite, true)]
    public void A_map_whose_end_is_put_off_has_its_file(FileAccess access, bool isPrivate)
    {
        HmmSpace space = new(HmmHostMode.Scopes);
        string path = Path.GetTempFileName();
        string other = Path.GetTempFileName();
        List<FileStream> others = [];
        try
        {
            int[] numbers = [.. Enumerable.Range(1, Length)];
            File.WriteAllBytes(path, MemoryMarshal.AsBytes(numbers.AsSpan()));
            (WeakReference<MemoryRegion> weak, _) = Drop(
                () =>
                {
                    HmmArray<int> array = isPrivate ? space.MapFilePrivate<int>(path) : space.MapFile<int>(path, access);
                    Assert.True(array.Region!.Lock.TryEnter(shared: false));
                    return array;
                });
            ArrayOwner.Collect();
            for (int i = 0; i < 50; i++)
            {
                // Takes the numbers of descriptors that were closed.
                others.Add(new FileStream(other, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
            }

            Assert.True(weak.TryGetTarget(out MemoryRegion? region));
            region.Lock.Leave(shared: false);
            using HmmArray<int> array = new(region, 0, Length, ownsRegion: true);
            Check(space, array, numbers, access == FileAccess.ReadWrite);
            Assert.Equal(isPrivate || access == FileAccess.Read ? 1 : 2, BitConverter.ToInt32(File.ReadAllBytes(path)));
        }
        finally
        {
            others.ForEach(stream => stream.Dispose());
            File.Delete(path);
            File.Delete(other);
        }
    }

    /// <summary>A file that cannot be mapped leaves nothing to a finalizer, whose failure would end the process.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_map_that_was_refused_has_no_end(bool isTooLong)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, new byte[4096]);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read);
        Assert.ThrowsAny<Exception>(() => new MappedHostMemory(stream, 0, isTooLong ? 1 << 20 : 4096, writable: !isTooLong));
        ArrayOwner.Collect();
        File.Delete(path);
    }

    private static void Check(HmmSpace space, HmmArray<int> array, int[] numbers, bool isWritable)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> copy = space.Allocate<int>(Length);
        TransparentKernels.Copy(device, Length, array, copy);
        Assert.Equal(numbers, copy.ToArray());
        Assert.Equal(numbers, array.ToArray());
        if (isWritable)
        {
            TransparentKernels.Add(device, Length, 1, array);
            array.Flush();
        }
    }

    /// <summary>Makes an array that nothing refers to.</summary>
    /// <returns>Its region, as long as a finalizer has it, and its first address.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference<MemoryRegion> Region, nint Address) Drop(Func<HmmArray<int>> make)
    {
        MemoryRegion region = make().Region!;
        return (new WeakReference<MemoryRegion>(region, trackResurrection: true), (nint)region.Address);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsEnded(WeakReference<MemoryRegion> region) => region.TryGetTarget(out MemoryRegion? target) && target.IsDisposed;

    private static void End(MemoryRegion region)
    {
        using SharedLock.Holder scope = region.Lock.Enter(shared: false);
        region.Dispose();
    }

    private static bool IsMapped(nint address) => SystemCalls.Advise((byte*)address, Length * sizeof(int), SystemCalls.AdviseNormal) == 0;
}
