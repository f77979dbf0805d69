using HmmGen.Kernels;

namespace HmmGen.Tests.HandWritten;

/// <summary>The arguments of <see cref="ChaseKernel"/>.</summary>
public struct ChaseArguments
{
    /// <summary>The links.</summary>
    public DeviceSpan Next;

    /// <summary>Where each item ends.</summary>
    public DeviceSpan Ends;

    /// <summary>How many links each item follows.</summary>
    public int Steps;
}
