using HmmGen.Kernels;

namespace HmmGen.Tests.HandWritten;

/// <summary>The arguments of <see cref="DivideKernel"/>.</summary>
public struct DivideArguments
{
    /// <summary>By which element's content; 0 is an error.</summary>
    public DeviceSpan Divisors;

    /// <summary>The quotients.</summary>
    public DeviceSpan Target;

    /// <summary>What is divided.</summary>
    public int Value;
}
