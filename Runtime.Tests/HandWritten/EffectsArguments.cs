using HmmGen.Kernels;

namespace HmmGen.Tests.HandWritten;

/// <summary>The arguments of <see cref="EffectsKernel"/>.</summary>
public struct EffectsArguments
{
    /// <summary>Each item adds to its own element.</summary>
    public DeviceSpan Marks;

    /// <summary>Each item adds 1 to one of these, atomically.</summary>
    public DeviceSpan Counts;

    /// <summary>Each item reads one of these.</summary>
    public DeviceSpan Values;

    /// <summary>Each item adds what it read to one of these, atomically.</summary>
    public DeviceSpan Sums;
}
