using HmmGen.Generators.Model;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// The functions of <c>Math</c>, <c>MathF</c>, <c>BitOperations</c>, <c>BitConverter</c> and the numeric types that kernels may call and that
/// <c>HmmGen.Kernels.DeviceMath</c> has under the same name. That function gives the host's result on every device, or one within the bound in
/// <c>docs/kernels.md</c>. <see cref="MethodTranslator"/> handles functions that give more than one number or throw for an argument.
/// </summary>
internal static class MathFunctions
{
    private static readonly HashSet<string> Math =
    [
        "Abs", "Acos", "Asin", "Atan", "Atan2", "Ceiling", "Clamp", "Cos", "Cosh", "Exp", "Floor", "Log", "Log10", "Log2",
        "Max", "Min", "Pow", "Round", "Sign", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate", "CopySign",
        "FusedMultiplyAdd", "Cbrt", "BigMul", "IEEERemainder", "ScaleB", "ILogB", "BitIncrement", "BitDecrement", "MaxMagnitude", "MinMagnitude",
    ];

    private static readonly HashSet<string> Numbers =
    [
        "Abs", "Clamp", "Max", "Min", "Sign", "IsNaN", "IsInfinity", "IsFinite", "Sqrt", "Exp", "Log", "Sin", "Cos", "Tanh", "Pow",
        "Floor", "Ceiling", "Truncate", "PopCount", "LeadingZeroCount", "TrailingZeroCount", "RotateLeft", "RotateRight",
        "FusedMultiplyAdd", "Cbrt", "Exp2", "Exp10", "BigMul", "ScaleB", "ILogB", "BitIncrement", "BitDecrement", "Lerp",
        "DegreesToRadians", "RadiansToDegrees", "MaxMagnitude", "MinMagnitude", "MaxNumber", "MinNumber", "MaxMagnitudeNumber", "MinMagnitudeNumber",
        "IsNegative", "IsPositive", "IsNormal", "IsSubnormal", "IsPositiveInfinity", "IsNegativeInfinity", "IsRealNumber",
        "IsInteger", "IsEvenInteger", "IsOddInteger", "IsPow2", "Ieee754Remainder",
    ];

    // What Math and MathF compute under the same name.
    private static readonly HashSet<string> Floats =
        ["Acos", "Asin", "Atan", "Atan2", "CopySign", "Cosh", "Log10", "Log2", "Round", "Sinh", "Tan"];

    private static readonly HashSet<string> Bits =
        ["PopCount", "LeadingZeroCount", "TrailingZeroCount", "RotateLeft", "RotateRight", "Log2", "IsPow2", "RoundUpToPowerOf2"];

    private static readonly HashSet<string> Converter =
        ["SingleToInt32Bits", "Int32BitsToSingle", "SingleToUInt32Bits", "UInt32BitsToSingle",
         "DoubleToInt64Bits", "Int64BitsToDouble", "DoubleToUInt64Bits", "UInt64BitsToDouble"];

    /// <summary>Finds the device function of a library method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The function, or null.</returns>
    public static DeviceFunction? Find(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        string space = type.ContainingNamespace.ToDisplayString();
        bool known = (space, type.Name) switch
        {
            ("System", "Math" or "MathF") => Math.Contains(method.Name),
            ("System.Numerics", "BitOperations") => Bits.Contains(method.Name),
            ("System", "BitConverter") => Converter.Contains(method.Name),
            ("System", _) when IsNumber(type) => Numbers.Contains(method.Name) || (IsFloat(type) && Floats.Contains(method.Name)),
            _ => false,
        };
        return !known || !HasNamesake(method) || !KnownTypes.IsFramework(type) ? null
            : method.Name == "Clamp" && IsFloat(type) ? DeviceFunction.NumberClamp
            : method.Name == "Ieee754Remainder" ? DeviceFunction.IEEERemainder
            : space == "System.Numerics" && method.Name == "Log2" ? DeviceFunction.BitLog2
            : (DeviceFunction)Enum.Parse(typeof(DeviceFunction), method.Name);
    }

    /// <summary>Whether a type is one of C#'s integers or binary floating-point numbers.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for those that devices know.</returns>
    public static bool IsNumber(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double and not SpecialType.System_Decimal;

    private static bool IsFloat(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    // Full-width products of 32-bit integers have one number; the others give two, or an Int128. Rounding with more arguments may throw.
    private static bool HasNamesake(IMethodSymbol method) => method.Name switch
    {
        "BigMul" => method.Parameters.Length == 2
            && method.Parameters.All(static p => p.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt32),
        "Round" => method.Parameters.Length == 1,
        _ => method.Parameters.All(static p => IsNumber(p.Type)),
    };
}
