using HmmGen.Kernels;

namespace HmmGen.Tests.HandWritten;

/// <summary>The arguments of <see cref="GatherKernel"/>.</summary>
public struct GatherArguments
{
    /// <summary>Which elements are taken.</summary>
    public DeviceSpan Indices;

    /// <summary>Where they are taken from.</summary>
    public DeviceSpan X;

    /// <summary>Where they go.</summary>
    public DeviceSpan Y;
}
