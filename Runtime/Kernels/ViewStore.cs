using ILGPU;

namespace HmmGen.Kernels;

/// <summary>Device memory behind ILGPU views; used by every ILGPU back end.</summary>
/// <param name="frames">Frame memory.</param>
/// <param name="control">Control memory.</param>
internal struct ViewStore(ArrayView<byte> frames, ArrayView<byte> control) : IDeviceStore
{
    private ArrayView<byte> _frames = frames;
    private ArrayView<byte> _control = control;

    /// <inheritdoc/>
    public ref byte FrameByte(long offset) => ref _frames[offset];

    /// <inheritdoc/>
    public ref byte ControlByte(long offset) => ref _control[offset];
}
