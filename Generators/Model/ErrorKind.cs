namespace HmmGen.Generators.Model;

/// <summary>The error with which a guard ends a work item; the names are those of <c>HmmGen.Kernels.ErrorCode</c>.</summary>
internal enum ErrorKind
{
    /// <summary>An index is outside its span or array.</summary>
    OutOfRange,

    /// <summary>An integer is divided by zero.</summary>
    DivideByZero,

    /// <summary>Checked arithmetic overflows.</summary>
    Overflow,

    /// <summary>A switch expression has no arm for its value.</summary>
    SwitchUnmatched,

    /// <summary>A slice reaches outside its span.</summary>
    SliceOutOfRange,

    /// <summary>A clamp's minimum is greater than its maximum.</summary>
    EmptyRange,

    /// <summary>The kernel asks for the sign of NaN.</summary>
    NotANumber,

    /// <summary>An exception of <see cref="KernelBody.Exceptions"/> is thrown; the guard's element is its number.</summary>
    Thrown,
}
