using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// The functions of <c>Math</c>, <c>MathF</c>, <c>BitOperations</c>, <c>BitConverter</c> and the numeric types that kernels may call. Each
/// has a namesake in <c>HmmGen.Kernels.DeviceMath</c>, which gives the host's result on every device, or one within the
/// bound that <c>docs/kernels.md</c> states.
/// </summary>
internal static class MathFunctions
{
    private const string DeviceMath = "global::HmmGen.Kernels.DeviceMath.";

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
        "IsInteger", "IsEvenInteger", "IsOddInteger", "IsPow2",
    ];

    private static readonly HashSet<string> Bits = ["PopCount", "LeadingZeroCount", "TrailingZeroCount", "RotateLeft", "RotateRight", "Log2", "IsPow2", "RoundUpToPowerOf2"];

    private static readonly HashSet<string> Converter =
        ["SingleToInt32Bits", "Int32BitsToSingle", "SingleToUInt32Bits", "UInt32BitsToSingle",
         "DoubleToInt64Bits", "Int64BitsToDouble", "DoubleToUInt64Bits", "UInt64BitsToDouble"];

    /// <summary>Finds the device function of a library method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The function's full C# name, or null.</returns>
    public static string? Find(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        string space = type.ContainingNamespace.ToDisplayString();
        bool known = (space, type.Name) switch
        {
            ("System", "Math" or "MathF") => Math.Contains(method.Name) && !TakesRoundingMode(method),
            ("System.Numerics", "BitOperations") => Bits.Contains(method.Name),
            ("System", "BitConverter") => Converter.Contains(method.Name),
            ("System", _) when type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double
                and not SpecialType.System_Decimal => Numbers.Contains(method.Name),
            _ => false,
        };
        return !known || !HasNamesake(method) ? null
            : method.Name == "Clamp" && (type.SpecialType is SpecialType.System_Single or SpecialType.System_Double) ? DeviceMath + "NumberClamp"
            : space == "System.Numerics" && method.Name == "Log2" ? DeviceMath + "BitLog2"
            : DeviceMath + method.Name;
    }

    // Of the products of whole width those of 32 bits; the others give two numbers, or an Int128.
    private static bool HasNamesake(IMethodSymbol method) =>
        method.Name != "BigMul" || method.Parameters.All(p => p.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt32);

    private static bool TakesRoundingMode(IMethodSymbol method) => method.Name == "Round" && method.Parameters.Length > 1;
}
