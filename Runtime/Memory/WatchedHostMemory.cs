// Safety: the native library maps the memory. Its structures are freed when nobody can call about them any more; the user's view lies
// on the collected heap, whose array is alive while anybody has a span over it, or stays mapped.
using System.Runtime;
using System.Runtime.InteropServices;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Memory that a fault service watches: anybody in the process may touch it at any time. Zero at first, or with the contents of a file.</summary>
internal sealed unsafe class WatchedHostMemory : OwnedHostMemory
{
    private const int MappingsOnHeap = 3;
    private const int PlainMappings = 2;

    /// <summary>Huge pages begin somewhere inside the heap's array, which is then left in two parts.</summary>
    private const int HugeMappings = 1;
    private readonly WatchingTable* _functions = CoreFunctions.Watching;
    private readonly byte* _address;
    private readonly long _pageBytes;
    private HeapPages? _pages;
    private readonly int _mappings;
    private CoreRegion* _faults;
    private bool _detached;

    /// <summary>Whoever reaches the heap's array by any span reaches this object too, and with it the devices that have pages of it.</summary>
    private DependentHandle _keeper;

    /// <summary>Makes memory.</summary>
    /// <param name="service">Who watches it.</param>
    /// <param name="bytes">The size.</param>
    /// <param name="onHeap">Whether it is to lie on the collected heap, where that can be.</param>
    /// <param name="pages">The host's pages; huge ones where there is no file only.</param>
    /// <param name="file">The file beneath, open for writing where that reaches it; null for none.</param>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much.</exception>
    /// <exception cref="PlatformNotSupportedException">The kernel makes no huge pages.</exception>
    public WatchedHostMemory(FaultService service, long bytes, bool onHeap, HmmPages pages = HmmPages.Default, FilePart? file = null)
    {
        Bytes = bytes;
        IsWrittenToFile = file?.Sharing == FileSharing.Written;
        long offset = file?.Offset ?? 0;
        _pageBytes = pages == HmmPages.Huge ? HugePages.Size : CoreRegion.PageSize;
        _pages = onHeap && HeapMapping.IsPossible ? HeapPages.TryMake(bytes, _pageBytes) : null;
        _mappings = (_pages is null ? PlainMappings : MappingsOnHeap) + (pages == HmmPages.Huge ? HugeMappings : 0);
        int error;
        try
        {
            MappingBudget.Take(_mappings);
            int descriptor = -1;
            if (file is { File: { } handle })
            {
                // The region outlives the handle that it was opened with.
                descriptor = Duplicate((int)handle.DangerousGetHandle(), DuplicateCloseOnExec, 3);
                int duplication = Marshal.GetLastPInvokeError();
                GC.KeepAlive(handle);
                if (descriptor < 0)
                {
                    // Without it the memory would be zeros.
                    MappingBudget.Give(_mappings);
                    throw new IOException($"The file cannot be kept open: {Marshal.GetPInvokeErrorMessage(duplication)}.");
                }
            }

            error = Make(service, _pages, descriptor, offset);
            if (error != 0 && _pages is not null)
            {
                // A heap that cannot be mapped over.
                _pages = null;
                error = Make(service, null, descriptor, offset);
            }

            if (error != 0)
            {
                MappingBudget.Give(_mappings);
                if (descriptor >= 0)
                {
                    _ = SystemCalls.Close(descriptor);
                }

                if (pages == HmmPages.Huge)
                {
                    throw HugePageErrors.Of(error, bytes);
                }

                string locked = error == -SystemCalls.ErrorAgain ? " The process locks its memory (mlockall): see ulimit -l." : "";
                throw new HmmOutOfMemoryException(
                    $"No {bytes} bytes of transparent memory ({Marshal.GetPInvokeErrorMessage(-error)}): {MappingBudget.Advice}{locked}");
            }
        }
        catch
        {
            GC.SuppressFinalize(this);
            throw;
        }

        _address = _faults->User;
        ServesUserModeOnly = service.IsUserModeOnly;
        IsOnHeap = _pages is not null;
        if (_pages is not null)
        {
            _keeper = new DependentHandle(_pages.Owner, this);
        }

        CollectionPace.Add(Bytes);
    }

    /// <inheritdoc/>
    public override byte* Address => _address;

    /// <inheritdoc/>
    public override ref byte First
    {
        get
        {
            if (!IsOnHeap)
            {
                return ref *_address;
            }

            HeapPages? pages = _pages;
            return ref (pages ?? throw new ObjectDisposedException("HmmGen.HmmSpace")).First;
        }
    }

    /// <inheritdoc/>
    public override object? Owner => _pages?.Owner;

    /// <inheritdoc/>
    public override long Bytes { get; }

    /// <inheritdoc/>
    public override CoreRegion* Core => _faults;

    /// <inheritdoc/>
    public override bool IsWatched => true;

    /// <inheritdoc/>
    public override bool ServesUserModeOnly { get; }

    /// <inheritdoc/>
    public override LossReason Lost => _faults->Lost;

    /// <inheritdoc/>
    public override bool IsOnHeap { get; }

    /// <inheritdoc/>
    public override bool IsWrittenToFile { get; }

    private static int DuplicateCloseOnExec => 1030;

    /// <inheritdoc/>
    public override void CheckFile(long start, long end)
    {
        if (_faults->File < 0)
        {
            return;
        }

        long there = SystemCalls.LengthOf(_faults->File) - _faults->FileOffset;
        start = Math.Max(start, there & -CoreRegion.PageSize);

        // What a private map has read is its own.
        if (there < end && (IsWrittenToFile || !HostMarks.All(_faults, start, end - start, HostMark.Filled)))
        {
            throw CoreErrors.Shorter();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        if (IsWrittenToFile)
        {
            int error = _functions->Flush(_faults);
            GC.KeepAlive(this);
            if (error != 0)
            {
                throw CoreErrors.Of(error, CoreErrors.LostText);
            }
        }
    }

    /// <inheritdoc/>
    public override void Detach()
    {
        if (!_detached && _faults is not null)
        {
            _detached = true;
            _functions->Detach(_faults);
        }
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        CollectionPace.Remove(Bytes);
        _functions->Release(_faults, IsCollected ? 0 : 1);
        MappingBudget.Give(_mappings);

        // The array ends with the last span over it, before what the core keeps.
        _keeper.Dispose();
        _pages = null;
    }

    /// <inheritdoc/>
    protected override void Free()
    {
        if (_faults is not null)
        {
            _functions->Free(_faults);
            _faults = null;
        }
    }

    private int Make(FaultService service, HeapPages? pages, int descriptor, long offset)
    {
        CoreRegion* faults = null;
        int isPrivate = descriptor >= 0 && !IsWrittenToFile ? 1 : 0;
        int error = _functions->Make(service.State, pages is null ? null : pages.Address, Bytes, _pageBytes, descriptor, offset, isPrivate, &faults);
        GC.KeepAlive(pages);
        _faults = faults;
        return error;
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Duplicate(int file, int command, int least);
}
