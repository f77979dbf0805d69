namespace HmmGen.Kernels;

/// <summary>The two stretches of device memory, behind native pointers or ILGPU views.</summary>
internal interface IDeviceStore
{
    /// <summary>A byte of frame memory, which holds pages.</summary>
    /// <param name="offset">The byte's offset.</param>
    /// <returns>A reference to it.</returns>
    ref byte FrameByte(long offset);

    /// <summary>A byte of control memory, which holds everything else.</summary>
    /// <param name="offset">The byte's offset.</param>
    /// <returns>A reference to it.</returns>
    ref byte ControlByte(long offset);
}
