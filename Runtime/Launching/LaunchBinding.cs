// Safety: regions made here lie over memory that the handles pin until Dispose. Dispose removes the regions before it frees the handles.
using System.Buffers;
using System.Runtime.ExceptionServices;
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Kernels;
using HmmGen.Memory;

namespace HmmGen.Launching;

/// <summary>
/// The memory of a launch: a region for each buffer. Regions over the caller's plain arrays and memories exist only during the launch.
/// Buffers that overlap share a region. The binding holds the regions' locks from <see cref="EnterAsync(bool, CancellationToken)"/> to <see cref="Dispose"/>.
/// </summary>
internal sealed class LaunchBinding : IDisposable
{
    private readonly KernelDescriptor _descriptor;
    private readonly LaunchBuffer[] _buffers;
    private readonly List<MemoryHandle> _handles = [];
    private readonly List<MemoryRegion> _transient = [];
    private readonly List<MemoryRegion> _regions = [];
    private readonly List<SharedLock.Holder> _locks = [];
    private readonly SharedLock?[] _held;

    /// <summary>Binds a launch's buffers, which <see cref="LaunchCheck"/> has passed.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="buffers">The buffers, in the order of its span parameters.</param>
    /// <param name="device">The device, which the launch holds unless it is the host.</param>
    public LaunchBinding(KernelDescriptor descriptor, ReadOnlySpan<LaunchBuffer> buffers, DeviceSession device)
    {
        _descriptor = descriptor;
        _held = device.IsHost ? [] : [device.LaunchLock, device.Gate];
        _buffers = buffers.ToArray();
        try
        {
            List<PinnedBuffer> pinned = [];
            for (int i = 0; i < buffers.Length; i++)
            {
                LaunchBuffer buffer = buffers[i];
                if (buffer.Region is { } region && !_regions.Contains(region))
                {
                    _regions.Add(region);
                }
                else if (buffer.IsTransient)
                {
                    MemoryHandle handle = Pinned(buffer);
                    _handles.Add(handle);
                    unsafe
                    {
                        if (NullArea.Has(handle.Pointer))
                        {
                            string name = descriptor.Parameters[i].Name;
                            string given = NullArea.Describe(handle.Pointer);
                            throw new ArgumentException(
                                $"{descriptor.Name}: pinning the memory of '{name}' gave {given}; its MemoryManager must return an address.", name);
                        }

                        pinned.Add(new PinnedBuffer(i, (nint)handle.Pointer, buffer.Length * buffer.ElementSize));
                    }
                }
            }

            MakeRegions(pinned);
            _regions.Sort(static (a, b) => a.Order.CompareTo(b.Order));
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>The buffer of each span parameter. A buffer that has elements has a region.</summary>
    public ReadOnlySpan<LaunchBuffer> Buffers => _buffers;

    /// <summary>The regions under the parameters, each once, in locking order.</summary>
    public IReadOnlyList<MemoryRegion> Regions => _regions;

    /// <summary>Waits for the locks of all regions.</summary>
    /// <param name="here">Whether this thread waits, without help of another thread. Otherwise no thread waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when all locks are held.</returns>
    public Task EnterAsync(bool here, CancellationToken cancellationToken)
    {
        if (!here)
        {
            return EnterAsync(cancellationToken);
        }

        foreach (MemoryRegion region in _regions)
        {
            Add(region, region.Lock.Enter(shared: !IsWritten(region), cancellationToken));
        }

        CheckFiles();
        return Task.CompletedTask;
    }

    /// <summary>Whether the kernel may write a region.</summary>
    /// <param name="region">The region.</param>
    /// <returns>True when it may.</returns>
    public bool IsWritten(MemoryRegion region)
    {
        for (int i = 0; i < _buffers.Length; i++)
        {
            if (_buffers[i].Region == region && _descriptor.Parameters[i].Writes)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Ends the binding after a failure of the launch. That is what its caller learns, unless contents are lost: not that a memory manager has thrown, too.
    /// </summary>
    public void Abandon() => End(out _)?.Throw();

    /// <summary>Refuses memory of an array of a space passed by its address. The device would have it twice, and one would not see the other.</summary>
    /// <exception cref="ArgumentException">A buffer lies in such memory: watched memory, or memory of an array that is passed too.</exception>
    public unsafe void RefuseAddressesOfArrays()
    {
        foreach (MemoryRegion region in _transient)
        {
            if (FaultService.Watches(region.Address, region.Length * region.UnitSize) || LiesInAnArray(region))
            {
                string name = _descriptor.Parameters[Array.FindIndex(_buffers, buffer => buffer.Region == region)].Name;
                throw new ArgumentException($"{_descriptor.Name}: '{name}' is the address of memory of an HmmArray. Pass the array, or a slice of it.", name);
            }
        }
    }

    private bool LiesInAnArray(MemoryRegion transient)
    {
        foreach (MemoryRegion region in _regions)
        {
            if (region.Overlaps(transient) && !_transient.Contains(region))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Copies to the host what may not stay on devices, unpins the caller's memory, and leaves the locks. A second call does nothing.</summary>
    /// <exception cref="HmmDeviceException">A copy to the caller's memory failed, so that its contents are wrong.</exception>
    /// <remarks>It throws what a <see cref="MemoryManager{T}"/> of the caller throws when its memory is unpinned, but does all the rest before.</remarks>
    public void Dispose()
    {
        ExceptionDispatchInfo? lost = End(out ExceptionDispatchInfo? unpinned);
        (lost ?? unpinned)?.Throw();
    }

    // What kept contents from going home, and what memory managers have thrown.
    private ExceptionDispatchInfo? End(out ExceptionDispatchInfo? unpinned)
    {
        Exception? failure = null;
        try
        {
            foreach (MemoryRegion region in _transient)
            {
                Exception? ended = End(region);
                failure ??= ended;
            }

            if (_locks.Count == _regions.Count)
            {
                foreach (MemoryRegion region in _regions)
                {
                    region.ReturnPinned();
                }
            }
        }
        finally
        {
            _transient.Clear();
            _locks.ForEach(static holder => holder.Dispose());
            _locks.Clear();
            unpinned = Unpin() is { } thrown ? ExceptionDispatchInfo.Capture(thrown) : null;
        }

        return failure is null ? null : ExceptionDispatchInfo.Capture(failure);
    }

    // A memory manager is the caller's code, and may use devices.
    private MemoryHandle Pinned(in LaunchBuffer buffer)
    {
        using ForeignCode? manager = buffer.Array is null ? ForeignCode.BeginPin(_held) : null;
        return buffer.Pin();
    }

    private Exception? Unpin()
    {
        using ForeignCode? managers = _buffers.Any(static buffer => buffer.IsTransient && buffer.Array is null) ? ForeignCode.BeginPin(_held) : null;
        Exception? failure = null;
        foreach (MemoryHandle handle in _handles)
        {
            try
            {
                handle.Dispose();
            }
            catch (Exception error)
            {
                // The failure is not lost: Dispose throws it when all memory is unpinned.
                failure ??= error;
            }
        }

        _handles.Clear();
        return failure;
    }

    /// <summary>Brings the caller's memory up to date and ends its region. Nobody can find out later that a copy failed.</summary>
    private static Exception? End(MemoryRegion region)
    {
        Exception? failure = null;
        try
        {
            region.ToHost(0, region.Length, drop: true);
        }
        catch (Exception error) when (error is HmmDeviceException or IOException)
        {
            failure = error;
        }

        region.RemoveMirrors(keepContents: false);
        region.Dispose();
        return failure;
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        foreach (MemoryRegion region in _regions)
        {
            Add(region, await region.Lock.EnterAsync(shared: !IsWritten(region), cancellationToken).ConfigureAwait(false));
        }

        CheckFiles();
    }

    private void Add(MemoryRegion region, SharedLock.Holder held)
    {
        _locks.Add(held);
        if (region.IsDisposed)
        {
            string name = _descriptor.Parameters[Array.FindIndex(_buffers, buffer => buffer.Region == region)].Name;
            throw new ObjectDisposedException("HmmGen.HmmArray", $"{_descriptor.Name}: the array passed as '{name}' is disposed.");
        }
    }

    private void CheckFiles()
    {
        foreach (LaunchBuffer buffer in _buffers)
        {
            buffer.Region?.CheckFile(buffer.FirstUnit, buffer.UnitCount);
        }
    }

    private void MakeRegions(List<PinnedBuffer> pinned)
    {
        pinned.Sort(static (a, b) => a.Address.CompareTo(b.Address));
        for (int i = 0; i < pinned.Count;)
        {
            PinnedBuffer first = pinned[i];
            KernelParameter parameter = _descriptor.Parameters[first.Parameter];
            nint end = first.End;
            int next = i + 1;
            for (; next < pinned.Count && pinned[next].Address < end; next++)
            {
                CheckOverlap(first, pinned[next]);
                end = nint.Max(end, pinned[next].End);
            }

            long length = (end - first.Address) / parameter.ElementSize;
            MemoryRegion region = new(
                new PinnedHostMemory(first.Address, end - first.Address), length, parameter.ElementSize, unwritten: false, HmmProtection.ReadWrite);
            _transient.Add(region);
            _regions.Add(region);
            if (pinned[i..next].TrueForAll(one => _buffers[one.Parameter].IsOfNumbers))
            {
                region.NoteNumbers(parameter.ElementSize);
            }

            for (; i < next; i++)
            {
                ref LaunchBuffer bound = ref _buffers[pinned[i].Parameter];
                bound = bound.In(region, (pinned[i].Address - first.Address) / parameter.ElementSize);
            }
        }
    }

    private void CheckOverlap(PinnedBuffer first, PinnedBuffer other)
    {
        KernelParameter one = _descriptor.Parameters[first.Parameter];
        KernelParameter two = _descriptor.Parameters[other.Parameter];
        if (one.ElementSize != two.ElementSize || (other.Address - first.Address) % one.ElementSize != 0)
        {
            throw new ArgumentException(
                $"{_descriptor.Name}: '{one.Name}' and '{two.Name}' overlap in memory, but their elements do not coincide (size or alignment differs). "
                + "Pass a copy of one of them, or arrays of the same elements by HmmArray.Cast.",
                two.Name);
        }
    }

    private readonly record struct PinnedBuffer(int Parameter, nint Address, long Bytes)
    {
        public nint End => Address + (nint)Bytes;
    }
}
