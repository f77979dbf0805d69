// Safety: the native library maps the memory. Its structures are freed when no caller can know them any more. The user's view lies on the
// collected heap, in an array that lives while any span over it does, or it stays mapped.
using System.Runtime;
using System.Runtime.InteropServices;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Memory that a fault service watches: any thread may touch it at any time. It begins as zeros, or with the contents of a file.</summary>
internal sealed unsafe class WatchedHostMemory : OwnedHostMemory
{
    private const int MappingsOnHeap = 3;
    private const int PlainMappings = 2;

    /// <summary>The extra mappings of huge pages: they begin inside the heap's array and divide it in two.</summary>
    private const int HugeMappings = 1;
    private readonly WatchingTable* _functions = CoreFunctions.Watching;
    private readonly byte* _address;
    private readonly long _pageBytes;
    private volatile HeapPages? _pages;
    private readonly int _mappings;
    private CoreRegion* _core;
    private bool _detached;

    /// <summary>Ties this object, and through it the devices that have its pages, to the heap's array: any span over the array keeps them alive.</summary>
    private DependentHandle _keeper;

    /// <summary>Makes memory.</summary>
    /// <param name="service">The service that watches it.</param>
    /// <param name="bytes">The size in bytes.</param>
    /// <param name="onHeap">Whether it should lie on the collected heap, where that is possible.</param>
    /// <param name="pages">The host's page size; huge pages only without a file.</param>
    /// <param name="file">The file beneath, open for writing where writes go to it; null for none.</param>
    /// <exception cref="HmmOutOfMemoryException">The process cannot have that much.</exception>
    /// <exception cref="PlatformNotSupportedException">Linux makes no huge pages.</exception>
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
                // The region lives longer than the handle with which it was opened.
                descriptor = Duplicate((int)handle.DangerousGetHandle(), DuplicateCloseOnExec, 3);
                int duplication = Marshal.GetLastPInvokeError();
                GC.KeepAlive(handle);
                if (descriptor < 0)
                {
                    // Without the descriptor the memory would be zeros.
                    MappingBudget.Give(_mappings);
                    throw new IOException($"The file cannot be kept open: {Marshal.GetPInvokeErrorMessage(duplication)}.");
                }
            }

            error = Make(service, _pages, descriptor, offset);
            if (error != 0 && _pages is not null)
            {
                // The heap cannot be mapped over.
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
                    $"No {bytes} bytes of transparent memory ({Marshal.GetPInvokeErrorMessage(-error)}). It takes twice its size of the process's addresses: " +
                    $"allocate less. Where many arrays are alive, memory mappings may be what is missing: {MappingBudget.Advice}{locked}");
            }
        }
        catch
        {
            GC.SuppressFinalize(this);
            throw;
        }

        _address = _core->User;
        ServesUserModeOnly = service.IsUserModeOnly;
        IsOnHeap = _pages is not null;
        CollectionPace.Add(Bytes);
        if (_pages is { } heap)
        {
            _keeper = new DependentHandle(heap.Owner, this);
        }
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
    public override CoreRegion* Core => _core;

    /// <inheritdoc/>
    public override bool IsWatched => true;

    /// <inheritdoc/>
    public override bool ServesUserModeOnly { get; }

    /// <inheritdoc/>
    public override LossReason Lost => _core->Lost;

    /// <inheritdoc/>
    public override bool IsOnHeap { get; }

    /// <inheritdoc/>
    public override bool IsWrittenToFile { get; }

    private static int DuplicateCloseOnExec => 1030;

    /// <inheritdoc/>
    public override void CheckFile(long start, long end)
    {
        if (_core->File < 0)
        {
            return;
        }

        long there = SystemCalls.LengthOf(_core->File) - _core->FileOffset;
        start = Math.Max(start, there & -CoreRegion.PageSize);

        // Pages that a private map has read no longer need the file.
        if (there < end && (IsWrittenToFile || !HostMarks.All(_core, start, end - start, HostMark.Filled)))
        {
            throw CoreErrors.Shorter();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        if (IsWrittenToFile)
        {
            int error = _functions->Flush(_core);
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
        if (!_detached && _core is not null)
        {
            _detached = true;
            _functions->Detach(_core);
        }
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        CollectionPace.Remove(Bytes);
        _functions->Release(_core);
        MappingBudget.Give(_mappings);

        // The array ends with the last span over it, before the core's data.
        _keeper.Dispose();
        _pages = null;
    }

    /// <inheritdoc/>
    protected override void Free()
    {
        if (_core is not null)
        {
            // Until now a thread may have been at an element of an array that a finalizer had given it.
            _functions->Free(_core, IsKept ? 1 : 0);
            _core = null;
        }
    }

    private int Make(FaultService service, HeapPages? pages, int descriptor, long offset)
    {
        CoreRegion* core = null;
        int isPrivate = descriptor >= 0 && !IsWrittenToFile ? 1 : 0;
        int error = _functions->Make(service.State, pages is null ? null : pages.Address, Bytes, _pageBytes, descriptor, offset, isPrivate, &core);
        GC.KeepAlive(pages);
        _core = core;
        return error;
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Duplicate(int file, int command, int least);
}
