// Safety: the slab's pages are pinned and live as long as this object does, and as any span over them. Only the finalizer frees the core's data of the
// part.
using System.Runtime.CompilerServices;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>The memory of a small array: whole pages of a slab.</summary>
/// <param name="slab">The slab.</param>
/// <param name="offset">The part's first byte in the slab.</param>
/// <param name="bytes">The size.</param>
/// <param name="core">The core's data of the part; null where no service watches it.</param>
internal sealed unsafe class SlabHostMemory(HostSlab slab, long offset, long bytes, CoreRegion* core) : OwnedHostMemory
{
    private readonly HostSlab _slab = slab;
    private CoreRegion* _core = core;
    private bool _isShared;
    private bool _isDetached;

    /// <summary>The part's first byte in its slab.</summary>
    public long Offset => offset;

    /// <inheritdoc/>
    public override byte* Address => _slab.Address + offset;

    /// <inheritdoc/>
    public override ref byte First => ref Unsafe.AddByteOffset(ref _slab.First, (nint)offset);

    /// <inheritdoc/>
    public override object? Owner => _slab.Owner;

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
    public override CoreRegion* Core => IsWatched ? _core : base.Core;

    /// <inheritdoc/>
    public override LossReason Lost => IsWatched ? _core->Lost : base.Lost;

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
            _slab.Detach(_core);
        }
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        if (!IsWatched && !(IsCollected && _isShared))
        {
            // No span is left, or the user has disposed of the memory.
            _slab.Clear(this);
        }

        _slab.Leave(this);
    }

    /// <inheritdoc/>
    protected override void Free()
    {
        if (_core is not null)
        {
            CoreFunctions.Watching->Free(_core, 1);
            _core = null;
        }

        Forget();
    }
}
