namespace HmmGen.Language.Tests.Running;

/// <summary>When two floating numbers are the same.</summary>
internal enum FloatRule
{
    /// <summary>When their bits are.</summary>
    Bits,

    /// <summary>Also when both are NaN: the processor chooses between the operands' bits, and C# says nothing of it.</summary>
    AnyNaN,

    /// <summary>Also when they are next to each other: a device has its own logarithms and sines (docs/kernels.md).</summary>
    Near,
}
