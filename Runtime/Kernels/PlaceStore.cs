// Safety: an offset in frame memory is an address of this process. The launch binds spans to memory that it pins or holds until its last work item has
// returned, and an index is checked, or proven in bounds by the plan, before it becomes an address.
using ILGPU;

namespace HmmGen.Kernels;

/// <summary>Process memory in the place of frame memory, and control memory behind a view; used where a device reaches addresses of the process.</summary>
/// <param name="control">Control memory.</param>
internal unsafe struct PlaceStore(ArrayView<byte> control) : IDeviceStore
{
    private ArrayView<byte> _control = control;

    /// <inheritdoc/>
    public ref byte FrameByte(long offset) => ref *(byte*)offset;

    /// <inheritdoc/>
    public ref byte ControlByte(long offset) => ref _control[offset];
}
