// Safety: the address stays valid from construction until Dispose; a region frees its host memory only after every
// launch and host touch has left, which the region's lock sees to.
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>A stretch of process memory under a region.</summary>
internal abstract unsafe class HostMemory : IDisposable
{
    private nint _faults;

    /// <summary>The region over the memory.</summary>
    public MemoryRegion? Region { get; set; }

    /// <summary>The first byte; whoever uses it keeps this object alive meanwhile.</summary>
    public abstract byte* Address { get; }

    /// <summary>The first byte as a reference, which keeps alive what it lies in where the collector knows of that.</summary>
    public virtual ref byte First => ref *Address;

    /// <summary>What keeps the memory alive where the collector knows of it; else null.</summary>
    public virtual object? Owner => null;

    /// <summary>The size in bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>Whether a fault service watches the memory, so that anybody may touch it at any time.</summary>
    public virtual bool IsWatched => false;

    /// <summary>Whether system calls that touch what is not mapped fail.</summary>
    public virtual bool ServesUserModeOnly => false;

    /// <summary>The memory as the core knows it.</summary>
    public virtual CoreRegion* Core
    {
        get
        {
            if (Known is not null)
            {
                return Known;
            }

            // Devices that first use the memory at the same time have no lock in common, and the core must know the memory once.
            CoreRegion* made = CoreFunctions.Current->MakeRegion(Address, Bytes);
            if (Interlocked.CompareExchange(ref _faults, (nint)made, 0) != 0)
            {
                CoreFunctions.Current->FreeRegion(made);
            }

            return Known;
        }
    }

    /// <summary>Why contents were lost; none when none were.</summary>
    public virtual LossReason Lost => Known is null ? LossReason.None : Known->Lost;

    /// <summary>How many mappings more there are while any of the memory is protected: where it lies in the mapping of others, which it then divides.</summary>
    public virtual int Seams => 0;

    private CoreRegion* Known => (CoreRegion*)Volatile.Read(ref _faults);

    /// <summary>Notes that spans or references into the memory, or pointers, are with users from now on.</summary>
    public virtual void Share()
    {
    }

    /// <summary>Whether there is a file beneath that changes go to.</summary>
    public virtual bool IsWrittenToFile => false;

    /// <summary>Writes changes through to the file beneath, if there is one.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Refuses memory that the file beneath does not have any more.</summary>
    /// <param name="start">The first byte that is to be used.</param>
    /// <param name="end">The byte after the last.</param>
    public virtual void CheckFile(long start, long end)
    {
    }

    /// <summary>Makes room in the file beneath for what will be written in place, where the system would else end the process.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte after the last.</param>
    /// <exception cref="IOException">There is no room.</exception>
    public virtual void Reserve(long start, long end)
    {
    }

    /// <summary>Ends what users see of the memory, before devices lose their pages: nobody may find what was there before them.</summary>
    public virtual void Detach()
    {
    }

    /// <summary>Frees or unpins the memory. Where users have spans, these read zeros.</summary>
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
