namespace HmmGen.Generators.Model;

/// <summary>
/// A function of device code. The names are those of the methods of <c>HmmGen.Kernels.DeviceMath</c> and, from
/// <see cref="AddOverflows"/> on, of <c>HmmGen.Kernels.DeviceChecks</c>.
/// </summary>
internal enum DeviceFunction
{
    /// <summary><c>Math.Abs</c> and its namesakes.</summary>
    Abs,

    /// <summary><c>Math.Acos</c> and its namesakes.</summary>
    Acos,

    /// <summary><c>Math.Asin</c> and its namesakes.</summary>
    Asin,

    /// <summary><c>Math.Atan</c> and its namesakes.</summary>
    Atan,

    /// <summary><c>Math.Atan2</c> and its namesakes.</summary>
    Atan2,

    /// <summary><c>Math.Ceiling</c> and its namesakes.</summary>
    Ceiling,

    /// <summary><c>Math.Clamp</c> and its namesakes.</summary>
    Clamp,

    /// <summary><c>Math.CopySign</c> and its namesakes.</summary>
    CopySign,

    /// <summary><c>Math.Cos</c> and its namesakes.</summary>
    Cos,

    /// <summary><c>Math.Cosh</c> and its namesakes.</summary>
    Cosh,

    /// <summary><c>Math.Exp</c> and its namesakes.</summary>
    Exp,

    /// <summary><c>Math.Floor</c> and its namesakes.</summary>
    Floor,

    /// <summary><c>Math.Log</c> and its namesakes.</summary>
    Log,

    /// <summary><c>Math.Log10</c> and its namesakes.</summary>
    Log10,

    /// <summary><c>Math.Log2</c> and its namesakes.</summary>
    Log2,

    /// <summary><c>Math.Max</c> and its namesakes.</summary>
    Max,

    /// <summary><c>Math.Min</c> and its namesakes.</summary>
    Min,

    /// <summary><c>Math.Pow</c> and its namesakes.</summary>
    Pow,

    /// <summary><c>Math.Round</c> and its namesakes.</summary>
    Round,

    /// <summary><c>Math.Sign</c> and its namesakes.</summary>
    Sign,

    /// <summary><c>Math.Sin</c> and its namesakes.</summary>
    Sin,

    /// <summary><c>Math.Sinh</c> and its namesakes.</summary>
    Sinh,

    /// <summary><c>Math.Sqrt</c> and its namesakes.</summary>
    Sqrt,

    /// <summary><c>Math.Tan</c> and its namesakes.</summary>
    Tan,

    /// <summary><c>Math.Tanh</c> and its namesakes.</summary>
    Tanh,

    /// <summary><c>Math.Truncate</c> and its namesakes.</summary>
    Truncate,

    /// <summary><c>Math.IsNaN</c> and its namesakes.</summary>
    IsNaN,

    /// <summary><c>Math.IsInfinity</c> and its namesakes.</summary>
    IsInfinity,

    /// <summary><c>Math.IsFinite</c> and its namesakes.</summary>
    IsFinite,

    /// <summary><c>Math.FusedMultiplyAdd</c> and its namesakes, rounded once.</summary>
    FusedMultiplyAdd,

    /// <summary>A product and a sum in kernels that are fast: rounded once where the device does so in one step, else twice.</summary>
    MultiplyAdd,

    /// <summary><c>Math.Cbrt</c> and its namesakes.</summary>
    Cbrt,

    /// <summary><c>float.Exp2</c> and <c>double.Exp2</c>.</summary>
    Exp2,

    /// <summary><c>float.Exp10</c> and <c>double.Exp10</c>.</summary>
    Exp10,

    /// <summary><c>Math.BigMul</c> of integers of 32 bits.</summary>
    BigMul,

    /// <summary>The upper half of a product of integers of 64 bits.</summary>
    MultiplyHigh,

    /// <summary><c>Math.Round</c> to a number of digits.</summary>
    RoundDigits,

    /// <summary><c>Math.Round</c> with a mode.</summary>
    RoundMode,

    /// <summary><c>Math.IEEERemainder</c> and its namesakes.</summary>
    IEEERemainder,

    /// <summary><c>Math.ScaleB</c> and its namesakes.</summary>
    ScaleB,

    /// <summary><c>Math.ILogB</c> and its namesakes.</summary>
    ILogB,

    /// <summary><c>Math.BitIncrement</c> and its namesakes.</summary>
    BitIncrement,

    /// <summary><c>Math.BitDecrement</c> and its namesakes.</summary>
    BitDecrement,

    /// <summary><c>float.Lerp</c> and <c>double.Lerp</c>.</summary>
    Lerp,

    /// <summary><c>float.DegreesToRadians</c> and its namesake.</summary>
    DegreesToRadians,

    /// <summary><c>float.RadiansToDegrees</c> and its namesake.</summary>
    RadiansToDegrees,

    /// <summary><c>Math.MaxMagnitude</c> and its namesakes.</summary>
    MaxMagnitude,

    /// <summary><c>Math.MinMagnitude</c> and its namesakes.</summary>
    MinMagnitude,

    /// <summary><c>float.MaxNumber</c> and its namesake.</summary>
    MaxNumber,

    /// <summary><c>float.MinNumber</c> and its namesake.</summary>
    MinNumber,

    /// <summary><c>float.MaxMagnitudeNumber</c> and its namesake.</summary>
    MaxMagnitudeNumber,

    /// <summary><c>float.MinMagnitudeNumber</c> and its namesake.</summary>
    MinMagnitudeNumber,

    /// <summary><c>IsNegative</c> of the numeric types.</summary>
    IsNegative,

    /// <summary><c>IsPositive</c> of the numeric types.</summary>
    IsPositive,

    /// <summary><c>IsNormal</c> of the numeric types.</summary>
    IsNormal,

    /// <summary><c>IsSubnormal</c> of the numeric types.</summary>
    IsSubnormal,

    /// <summary><c>IsPositiveInfinity</c> of the numeric types.</summary>
    IsPositiveInfinity,

    /// <summary><c>IsNegativeInfinity</c> of the numeric types.</summary>
    IsNegativeInfinity,

    /// <summary><c>IsRealNumber</c> of the numeric types.</summary>
    IsRealNumber,

    /// <summary><c>IsInteger</c> of the numeric types.</summary>
    IsInteger,

    /// <summary><c>IsEvenInteger</c> of the numeric types.</summary>
    IsEvenInteger,

    /// <summary><c>IsOddInteger</c> of the numeric types.</summary>
    IsOddInteger,

    /// <summary><c>BitOperations.RoundUpToPowerOf2</c>.</summary>
    RoundUpToPowerOf2,

    /// <summary><c>float.Clamp</c> and <c>double.Clamp</c>.</summary>
    NumberClamp,

    /// <summary><c>BitOperations.PopCount</c> and its namesakes.</summary>
    PopCount,

    /// <summary><c>BitOperations.LeadingZeroCount</c> and its namesakes.</summary>
    LeadingZeroCount,

    /// <summary><c>BitOperations.TrailingZeroCount</c> and its namesakes.</summary>
    TrailingZeroCount,

    /// <summary><c>BitOperations.RotateLeft</c> and its namesakes.</summary>
    RotateLeft,

    /// <summary><c>BitOperations.RotateRight</c> and its namesakes.</summary>
    RotateRight,

    /// <summary><c>BitOperations.IsPow2</c> and its namesakes.</summary>
    IsPow2,

    /// <summary><c>BitOperations.Log2</c>.</summary>
    BitLog2,

    /// <summary><c>BitConverter.SingleToInt32Bits</c>.</summary>
    SingleToInt32Bits,

    /// <summary><c>BitConverter.SingleToUInt32Bits</c>.</summary>
    SingleToUInt32Bits,

    /// <summary><c>BitConverter.Int32BitsToSingle</c>.</summary>
    Int32BitsToSingle,

    /// <summary><c>BitConverter.UInt32BitsToSingle</c>.</summary>
    UInt32BitsToSingle,

    /// <summary><c>BitConverter.DoubleToInt64Bits</c>.</summary>
    DoubleToInt64Bits,

    /// <summary><c>BitConverter.DoubleToUInt64Bits</c>.</summary>
    DoubleToUInt64Bits,

    /// <summary><c>BitConverter.Int64BitsToDouble</c>.</summary>
    Int64BitsToDouble,

    /// <summary><c>BitConverter.UInt64BitsToDouble</c>.</summary>
    UInt64BitsToDouble,

    /// <summary><c>%</c> of floating-point numbers.</summary>
    Remainder,

    /// <summary>The conversion of a floating-point number to <c>Int32</c>, which saturates as .NET's.</summary>
    ToInt32,

    /// <summary>The conversion of a floating-point number to <c>UInt32</c>, which saturates as .NET's.</summary>
    ToUInt32,

    /// <summary>The conversion of a floating-point number to <c>Int64</c>, which saturates as .NET's.</summary>
    ToInt64,

    /// <summary>The conversion of a floating-point number to <c>UInt64</c>, which saturates as .NET's.</summary>
    ToUInt64,

    /// <summary>A value that a device compiler does not fold with a constant next to it.</summary>
    Apart,

    /// <summary>A narrow integer as an <c>int</c>, with its sign.</summary>
    Widen,

    /// <summary>The conversion of an <c>ulong</c> to a <c>float</c>, rounded once.</summary>
    ToSingle,

    /// <summary><c>0 - x</c> of a floating-point number.</summary>
    FromZero,

    /// <summary><c>x + 0</c> of a floating-point number.</summary>
    PlusZero,

    /// <summary>The conversion of an unsigned integer to <c>double</c>, for ILGPU.</summary>
    ToDouble,

    /// <summary>The bits of an unsigned integer as those of a signed one, for ILGPU.</summary>
    Signed,

    /// <summary>The bits of a signed integer as those of an unsigned one, for ILGPU.</summary>
    Unsigned,

    /// <summary><c>Min</c> of the constant -0 and a value.</summary>
    MinNegativeZero,

    /// <summary><c>Max</c> of the constant -0 and a value.</summary>
    MaxNegativeZero,

    /// <summary><c>x &lt; y</c> of floating-point numbers, 1 or 0.</summary>
    Less,

    /// <summary><c>x &lt;= y</c> of floating-point numbers, 1 or 0.</summary>
    LessOrEqual,

    /// <summary><c>x &gt; y</c> of floating-point numbers, 1 or 0.</summary>
    Greater,

    /// <summary><c>x &gt;= y</c> of floating-point numbers, 1 or 0.</summary>
    GreaterOrEqual,

    /// <summary>Whether a sum leaves its type.</summary>
    AddOverflows,

    /// <summary>Whether a difference leaves its type.</summary>
    SubtractOverflows,

    /// <summary>Whether a product leaves its type.</summary>
    MultiplyOverflows,

    /// <summary>The last value of a loop's variable.</summary>
    LastStep,

    /// <summary>Whether an index is in bounds in all iterations of a loop.</summary>
    StaysInside,
}
