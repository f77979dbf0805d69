using HmmGen.Kernels;

namespace HmmGen.Tests.HandWritten;

/// <summary>The arguments of <see cref="SaxpyKernel"/>.</summary>
public struct SaxpyArguments
{
    /// <summary>The vector that is multiplied.</summary>
    public DeviceSpan X;

    /// <summary>The vector that is added to.</summary>
    public DeviceSpan Y;

    /// <summary>The factor.</summary>
    public float A;
}
