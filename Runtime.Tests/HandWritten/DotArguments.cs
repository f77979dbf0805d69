using HmmGen.Kernels;

namespace HmmGen.Tests.HandWritten;

/// <summary>The arguments of <see cref="DotKernel"/>.</summary>
public struct DotArguments
{
    /// <summary>One vector.</summary>
    public DeviceSpan X;

    /// <summary>The other.</summary>
    public DeviceSpan Y;

    /// <summary>The sum of each item.</summary>
    public DeviceSpan Sums;

    /// <summary>How many elements each item adds up.</summary>
    public int Strip;
}
