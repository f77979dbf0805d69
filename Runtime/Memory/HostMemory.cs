// Safety: the address stays valid from construction until Dispose. A region frees its host memory only after every
// launch and host touch has left; the region's lock makes sure of that.
using System.Runtime.CompilerServices;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>A stretch of process memory under a region.</summary>
internal abstract unsafe class HostMemory : IDisposable
{
    private nint _faults;

    /// <summary>The region over the memory.</summary>
    public MemoryRegion? Region { get; set; }

    /// <summary>The first byte; the caller keeps this object alive while it uses it.</summary>
    public abstract byte* Address { get; }

    /// <summary>The first byte as a reference. It keeps the memory alive where the memory is on the collected heap.</summary>
    public virtual ref byte First => ref *Address;

    /// <summary>The heap object that keeps the memory alive; null for memory outside the heap.</summary>
    public virtual object? Owner => null;

    /// <summary>The size in bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>Whether a fault service watches the memory, so that any thread may touch it at any time.</summary>
    public virtual bool IsWatched => false;

    /// <summary>Whether system calls fail when they touch unmapped pages.</summary>
    public virtual bool ServesUserModeOnly => false;

    /// <summary>The core's data of the memory.</summary>
    public virtual CoreRegion* Core => Known is not null ? Known : MakeCore();

    /// <summary>The reason why contents were lost; none when none were.</summary>
    public virtual LossReason Lost => Known is null ? LossReason.None : Known->Lost;

    /// <summary>The number of extra mappings while any of the memory is protected: the memory divides a larger mapping in which it lies.</summary>
    public virtual int Seams => 0;

    private CoreRegion* Known => (CoreRegion*)Volatile.Read(ref _faults);

    // Launches come by Core, and nearly all find it made. A call of native code in Core itself would be prepared for in each launch: the .NET compiler writes Core
    // into methods that use it often.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CoreRegion* MakeCore()
    {
        // Devices that first use the memory at the same time share no lock, and the core must have one region for the memory.
        CoreRegion* made = CoreFunctions.Current->MakeRegion(Address, Bytes);
        if (Interlocked.CompareExchange(ref _faults, (nint)made, 0) != 0)
        {
            CoreFunctions.Current->FreeRegion(made);
        }

        return Known;
    }

    /// <summary>Notes that users may have spans, references or pointers into the memory from now on.</summary>
    public virtual void Share()
    {
    }

    /// <summary>Whether changes go to a file beneath.</summary>
    public virtual bool IsWrittenToFile => false;

    /// <summary>Writes changes to the file beneath, if there is one.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Throws for memory that the file beneath no longer has.</summary>
    /// <param name="start">The first byte to be used.</param>
    /// <param name="end">The byte after the last.</param>
    public virtual void CheckFile(long start, long end)
    {
    }

    /// <summary>Reserves room in the file beneath for a write in place. Without room Linux would end the process.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte after the last.</param>
    /// <exception cref="IOException">There is no room.</exception>
    public virtual void Reserve(long start, long end)
    {
    }

    /// <summary>Ends the users' view of the memory before devices lose their pages, so that no user finds older contents.</summary>
    public virtual void Detach()
    {
    }

    /// <summary>Frees or unpins the memory. Spans that users still have read zeros.</summary>
    public abstract void Dispose();

    /// <summary>Makes the core forget the memory.</summary>
    protected void Forget()
    {
        if (Known is not null)
        {
            CoreFunctions.Current->FreeRegion(Known);
            _faults = 0;
        }
    }
}
