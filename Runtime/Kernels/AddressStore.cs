// Safety: as for PointerStore. What is asked for is an address in frame memory: the engine has moved the origins of the spans there.

namespace HmmGen.Kernels;

/// <summary>
/// Device memory behind native pointers, in which a byte of frame memory is found by its address. So an access is one addition less than in
/// <see cref="PointerStore"/>, and compilers find that a processor adds the rest while it loads.
/// </summary>
/// <param name="control">The first byte of control memory.</param>
internal readonly unsafe struct AddressStore(nint control) : IProcessStore<AddressStore>
{
    private readonly byte* _control = (byte*)control;

    /// <inheritdoc/>
    public static AddressStore Over(nint frames, nint control) => new(control);

    /// <inheritdoc/>
    public ref byte FrameByte(long offset) => ref *(byte*)offset;

    /// <inheritdoc/>
    public ref byte ControlByte(long offset) => ref _control[offset];
}
