// Safety: the mirror, its region and its device are zeroed memory that outlives the threads. Each thread makes and frees twins of pages of its own.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>Threads that hold locks of different blocks add to the same counts.</summary>
public sealed unsafe class TwinCountTests
{
    private const int Threads = 4;
    private const int Block = 64;

    private static readonly int Twins = TestScale.Iterations(quick: 500_000, full: 4_000_000);

    [Fact]
    public void No_twin_is_lost_from_the_counts()
    {
        CoreMirror* mirror = Zeros<CoreMirror>(1);
        mirror->Device = Zeros<CoreDevice>(1);
        mirror->Region = Zeros<CoreRegion>(1);
        mirror->Region->Alias = Zeros<byte>(Threads * Block);
        mirror->Region->Bytes = Threads * Block;
        mirror->Twins = (byte**)Zeros<nint>(Threads);
        mirror->PageBytes = Block;
        try
        {
            nint shared = (nint)mirror;
            using Barrier start = new(Threads);
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(page => new Thread(() => MakeTwins(start, (CoreMirror*)shared, page)))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.Equal(((long)Threads * Twins, (long)Threads * Twins), (mirror->Counts.Twins, mirror->Device->Counts.Twins));
        }
        finally
        {
            NativeMemory.Free(mirror->Twins);
            NativeMemory.Free(mirror->Region->Alias);
            NativeMemory.Free(mirror->Region);
            NativeMemory.Free(mirror->Device);
            NativeMemory.Free(mirror);
        }
    }

    private static void MakeTwins(Barrier start, CoreMirror* mirror, int page)
    {
        start.SignalAndWait();
        for (int i = 0; i < Twins; i++)
        {
            HmmGen.Coherence.Core.Twins.Make(mirror, page);
            HmmGen.Coherence.Core.Twins.Free(mirror, page);
        }
    }

    private static T* Zeros<T>(int count) where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));
}
