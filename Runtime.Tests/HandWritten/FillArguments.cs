using HmmGen.Kernels;

namespace HmmGen.Tests.HandWritten;

/// <summary>The arguments of <see cref="FillKernel"/>.</summary>
public struct FillArguments
{
    /// <summary>What is filled.</summary>
    public DeviceSpan Target;

    /// <summary>What it is filled with.</summary>
    public int Value;
}
