namespace HmmGen.Generators.Model;

/// <summary>Why a guard ends a work item; the names are those of <c>HmmGen.Kernels.ErrorCode</c>.</summary>
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

    /// <summary>The ends of a clamp are exchanged.</summary>
    EmptyRange,

    /// <summary>The sign of what is not a number is asked for.</summary>
    NotANumber,

    /// <summary>An exception of <see cref="KernelBody.Exceptions"/> is thrown; the guard's element is its number.</summary>
    Thrown,
}
