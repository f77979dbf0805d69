// Safety: the slab's pages are pinned and live as long as this object does, and as any span over them; what the core keeps of the part is freed by the
// finalizer only.
using System.Runtime.CompilerServices;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>The memory of a small array: whole pages of a slab.</summary>
/// <param name="slab">The slab.</param>
/// <param name="offset">Where the part begins in it.</param>
/// <param name="bytes">The size.</param>
/// <param name="faults">The part as the fault service knows it; null where nobody watches.</param>
internal sealed unsafe class SlabHostMemory(HostSlab slab, long offset, long bytes, CoreRegion* faults) : OwnedHostMemory
{
    private readonly HostSlab _slab = slab;
    private CoreRegion* _faults = faults;
    private bool _isShared;
    private bool _isDetached;

    /// <summary>Where the part begins in its slab.</summary>
    public long Offset => offset;

    /// <inheritdoc/>
    public override byte* Address => _slab.Pages.Address + offset;

    /// <inheritdoc/>
    public override ref byte First => ref Unsafe.AddByteOffset(ref _slab.Pages.First, (nint)offset);

    /// <inheritdoc/>
    public override object Owner => _slab.Pages.Owner;

    /// <inheritdoc/>
    public override long Bytes => bytes;

    /// <inheritdoc/>
    public override bool IsOnHeap => true;

    /// <inheritdoc/>
    public override bool IsWatched => _slab.Service is not null;

    /// <inheritdoc/>
    public override bool ServesUserModeOnly => _slab.Service is { IsUserModeOnly: true };

    /// <inheritdoc/>
    public override int Seams => IsWatched ? HostSlab.Seams : 0;

    /// <inheritdoc/>
    public override CoreRegion* Core => IsWatched ? _faults : base.Core;

    /// <inheritdoc/>
    public override LossReason Lost => IsWatched ? _faults->Lost : base.Lost;

    /// <inheritdoc/>
    public override void Share()
    {
        if (!_isShared)
        {
            _isShared = true;
            if (IsWatched)
            {
                _slab.Keep(this);
            }
        }
    }

    /// <inheritdoc/>
    public override void Detach()
    {
        if (IsWatched && !_isDetached)
        {
            _isDetached = true;
            if (IsCollected && _isShared)
            {
                // Whoever had reached it would have reached the slab, and whoever reaches the slab reaches it.
                _slab.DetachUnreachable(_faults);
            }
            else
            {
                _slab.Detach(_faults);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        if (!IsWatched && !(IsCollected && _isShared))
        {
            // Nobody has a span, or the user has ended what it is over.
            _slab.Pages.Clear(offset, (bytes + HeapPage.Size - 1) & -(long)HeapPage.Size);
        }

        _slab.Leave(this);
    }

    /// <inheritdoc/>
    protected override void Free()
    {
        if (_faults is not null)
        {
            CoreFunctions.Watching->Free(_faults);
            _faults = null;
        }

        Forget();
    }
}
