// Safety: a watched region has a note for each of its blocks, used under the block's lock. Twins lie in memory of the block, at their pages' places.
using System.Numerics;
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// Blocks that shuttle: between launches the host writes the pages of the block that the launches use. The pages stay mapped for the host, and a device gets
/// them for one launch at a time, as it gets pinned pages. So such a launch and the host change no page table and cause no fault. What the launch has written
/// is merged into the host's pages when it ends.
/// </summary>
/// <remarks>
/// A block that shuttles shows no writes. So one of the pages that a launch uses, each time another, is summed up when a launch ends and when the next one
/// begins. If the host has not changed it, the block shuttles no more, and it takes twice as many rounds until it shuttles again.
/// </remarks>
internal static unsafe class ShuttleBlocks
{
    /// <summary>The most memory for twins of one service.</summary>
    private const long MostTwinBytes = 512L << 20;

    /// <summary>How many times in a row the host has to write a block before it shuttles.</summary>
    private const byte LeastRounds = 2;
    private const byte MostRounds = 64;

    /// <summary>A step from sample to sample. It has no common factor with the number of pages.</summary>
    private const int SampleStep = 37;

    /// <summary>Makes the notes of a watched region.</summary>
    public static void Make(CoreRegion* region)
        => region->Shuttles = (ShuttleBlock*)NativeMemory.AllocZeroed((nuint)(((region->Bytes - 1) >> CoreRegion.BlockShift) + 1), (nuint)sizeof(ShuttleBlock));

    /// <summary>Frees the notes of a region that no device mirrors.</summary>
    public static void Free(CoreRegion* region)
    {
        for (long block = 0; region->Shuttles is not null && block <= (region->Bytes - 1) >> CoreRegion.BlockShift; block++)
        {
            FreeTwins(region, region->Shuttles + block);
        }

        NativeMemory.Free(region->Shuttles);
    }

    /// <summary>Notes that a device takes pages from the host's view or protects them there.</summary>
    public static void Taken(CoreRegion* region, long offset, long bytes)
    {
        for (long next = offset; MayShuttle(region) && next < offset + bytes;)
        {
            long stop = BlockLocks.EndOfBlock(next, offset + bytes);
            ShuttleBlock* note = region->Shuttles + (next >> CoreRegion.BlockShift);
            if (note->Written != 0)
            {
                // Pages that the host leaves alone stay on the device. Only those that come again tell what goes back and forth.
                EndRound(region, note, next);
            }

            note->Taken += HostMarks.Change(region, next, stop - next, HostMark.Taken, isSet: true);
            next = stop;
        }
    }

    /// <summary>Notes that the host writes pages, or is going to.</summary>
    public static void Written(CoreRegion* region, long offset, long bytes)
    {
        for (long next = offset; MayShuttle(region) && next < offset + bytes;)
        {
            long stop = BlockLocks.EndOfBlock(next, offset + bytes);
            ShuttleBlock* note = region->Shuttles + (next >> CoreRegion.BlockShift);
            note->Written += note->Taken != 0 ? HostMarks.Change(region, next, stop - next, HostMark.Taken, isSet: false) : 0;
            if (note->Taken != 0 && note->Written >= note->Taken - note->Taken / 4)
            {
                EndRound(region, note, next);
                note->Rounds = (byte)Math.Min(note->Rounds + 1, MostRounds);
                note->IsOn = note->Rounds >= Math.Max(note->Needed, LeastRounds) ? (byte)1 : note->IsOn;
            }

            next = stop;
        }
    }

    /// <summary>Ends the shuttling of blocks that the host has not written since the last launch with them.</summary>
    public static void Look(CoreMirror* mirror, long* pages, long count)
    {
        CoreRegion* region = mirror->Region;
        long last = -1;
        for (long i = 0; region->Shuttles is not null && mirror->Device->Shuttles != 0 && i < count; i++)
        {
            long block = (pages[i] * mirror->PageBytes) >> CoreRegion.BlockShift;
            if (block != last)
            {
                Look(region, region->Shuttles + block, block << CoreRegion.BlockShift);
                last = block;
            }
        }
    }

    /// <summary>Ends the shuttling of all blocks of a range, because the program wants its pages on a device before a launch.</summary>
    [UnmanagedCallersOnly]
    public static void End(CoreRegion* region, long offset, long bytes)
    {
        for (long next = offset; next < offset + bytes;)
        {
            long stop = BlockLocks.EndOfBlock(next, offset + bytes);
            ShuttleBlock* note = region->Shuttles + (next >> CoreRegion.BlockShift);
            BlockLocks.Enter(region, next, stop - next);
            if (note->IsOn != 0 && note->TwinsInUse == 0)
            {
                Stop(region, note);
            }

            BlockLocks.Leave(region, next, stop - next);
            next = stop;
        }
    }

    /// <summary>Whether a page is in a block that shuttles. A page that a device has already is treated as any other.</summary>
    public static bool Has(CoreMirror* mirror, long page)
    {
        ShuttleBlock* note = NoteOf(mirror, page);
        return note is not null && note->IsOn != 0;
    }

    /// <summary>Whether two pages are in one block, or none of them is in a block that shuttles.</summary>
    public static bool AreAlike(CoreMirror* mirror, long page, long other)
        => ((page * mirror->PageBytes) ^ (other * mirror->PageBytes)) >> CoreRegion.BlockShift == 0 || (!Has(mirror, page) && !Has(mirror, other));

    /// <summary>Gives the place for the twin of a page of a block that shuttles.</summary>
    public static byte* TwinOf(CoreMirror* mirror, long page) => NoteOf(mirror, page)->Twins + ((page * mirror->PageBytes) & (CoreRegion.BlockBytes - 1));

    /// <summary>Notes that pages have come for a launch.</summary>
    public static void Came(CoreMirror* mirror, long page, long count, bool twins)
    {
        ShuttleBlock* note = NoteOf(mirror, page);
        Interlocked.Add(ref note->TwinsInUse, twins ? (int)count : 0);
        long sample = page + (long)((uint)note->Launches++ * (ulong)SampleStep % (ulong)count);
        note->Sample = (int)((sample * mirror->PageBytes) & (CoreRegion.BlockBytes - 1));
        note->HasSum = 0;
    }

    /// <summary>Notes that pages have left at the end of a launch. The host has their contents.</summary>
    public static void Left(CoreMirror* mirror, long page, long count)
    {
        ShuttleBlock* note = NoteOf(mirror, page);
        MirrorRange range = MirrorRange.Of(mirror, page, count);
        long sample = (range.Offset & -CoreRegion.BlockBytes) + note->Sample;
        if (sample >= range.Offset && sample < range.End)
        {
            note->Sum = SumOf(mirror->Region, sample);
            note->HasSum = 1;
        }
    }

    /// <summary>Takes the memory of a twin back if it belongs to a block.</summary>
    /// <returns>Whether it does.</returns>
    public static bool TakeBack(CoreMirror* mirror, long page, byte* twin)
    {
        ShuttleBlock* note = NoteOf(mirror, page);
        if (note is null || note->Twins is null || twin < note->Twins || twin >= note->Twins + CoreRegion.BlockBytes)
        {
            return false;
        }

        Interlocked.Decrement(ref note->TwinsInUse);
        return true;
    }

    private static void Look(CoreRegion* region, ShuttleBlock* note, long start)
    {
        if (note->IsOn == 0)
        {
            return;
        }

        if (note->HasSum != 0 && note->TwinsInUse == 0)
        {
            note->HasSum = 0;
            if (SumOf(region, start + note->Sample) == note->Sum)
            {
                Stop(region, note);
                return;
            }
        }

        if (note->Twins is null && !MakeTwins(region, note))
        {
            note->Rounds = note->IsOn = 0;
        }
    }

    /// <summary>Whether blocks of a region may shuttle.</summary>
    /// <remarks>Only where the elements' size is known a merge is as fast as a copy. A file must learn which pages are written.</remarks>
    private static bool MayShuttle(CoreRegion* region) => region->Shuttles is not null && region->Atom != 0 && region->File < 0;

    /// <summary>Forgets which pages of a block devices have taken.</summary>
    private static void EndRound(CoreRegion* region, ShuttleBlock* note, long offset)
    {
        long start = offset & -CoreRegion.BlockBytes;
        HostMarks.Clear(region, start, BlockLocks.EndOfBlock(start, region->Bytes) - start, HostMark.Taken);
        note->Taken = note->Written = 0;
    }

    private static void Stop(CoreRegion* region, ShuttleBlock* note)
    {
        note->Needed = (byte)Math.Min(MostRounds, 2 * Math.Max(note->Needed, LeastRounds));
        note->Rounds = note->IsOn = 0;
        EndRound(region, note, (note - region->Shuttles) << CoreRegion.BlockShift);
        FreeTwins(region, note);
    }

    private static bool MakeTwins(CoreRegion* region, ShuttleBlock* note)
    {
        if (Interlocked.Add(ref region->Service->TwinBytes, CoreRegion.BlockBytes) > MostTwinBytes)
        {
            Interlocked.Add(ref region->Service->TwinBytes, -CoreRegion.BlockBytes);
            return false;
        }

        note->Twins = (byte*)NativeMemory.Alloc((nuint)CoreRegion.BlockBytes);
        return true;
    }

    private static void FreeTwins(CoreRegion* region, ShuttleBlock* note)
    {
        if (note->Twins is not null)
        {
            NativeMemory.Free(note->Twins);
            note->Twins = null;
            Interlocked.Add(ref region->Service->TwinBytes, -CoreRegion.BlockBytes);
        }
    }

    /// <summary>The note of the block that a page lies in; null if the region or the device has none, or if pages lie in several blocks.</summary>
    private static ShuttleBlock* NoteOf(CoreMirror* mirror, long page)
    {
        ShuttleBlock* notes = mirror->Region->Shuttles;
        return notes is null || mirror->Device->Shuttles == 0 || CoreRegion.BlockBytes % mirror->PageBytes != 0 ? null : notes + ((page * mirror->PageBytes) >> CoreRegion.BlockShift);
    }

    private static ulong SumOf(CoreRegion* region, long offset)
    {
        const ulong Factor = 0x9E37_79B9_7F4A_7C15;
        ulong sum = 0;
        ulong* words = (ulong*)(region->Alias + offset);
        for (long i = 0; i < CoreRegion.PageSize / sizeof(ulong); i++)
        {
            sum = (BitOperations.RotateLeft(sum, 7) ^ words[i]) * Factor;
        }

        return sum;
    }
}
