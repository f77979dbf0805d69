// Safety: both pointers are native blocks of the simulated device (or, in place, pinned host memory). The launch
// keeps them alive until its last work item has returned. Offsets come from page tables and plans of the same launch.

namespace HmmGen.Kernels;

/// <summary>Device memory behind native pointers; used where kernels run as compiled .NET code in this process.</summary>
/// <param name="frames">The first byte of frame memory.</param>
/// <param name="control">The first byte of control memory.</param>
internal readonly unsafe struct PointerStore(nint frames, nint control) : IProcessStore<PointerStore>
{
    private readonly byte* _frames = (byte*)frames;
    private readonly byte* _control = (byte*)control;

    /// <inheritdoc/>
    public static PointerStore Over(nint frames, nint control) => new(frames, control);

    /// <inheritdoc/>
    public ref byte FrameByte(long offset) => ref _frames[offset];

    /// <inheritdoc/>
    public ref byte ControlByte(long offset) => ref _control[offset];
}
