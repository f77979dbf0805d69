namespace HmmGen.Planning.Steps;

/// <summary>The text of each operation in a plan.</summary>
internal static class PlanOperators
{
    /// <summary>The operation of a sign between two values.</summary>
    /// <param name="sign">The sign.</param>
    /// <returns>The operation; null when it is none.</returns>
    internal static PlanOperation? Between(ReadOnlySpan<char> sign) => sign switch
    {
        "+" => PlanOperation.Add,
        "-" => PlanOperation.Subtract,
        "*" => PlanOperation.Multiply,
        "/" => PlanOperation.Divide,
        "%" => PlanOperation.Remainder,
        "<<" => PlanOperation.ShiftLeft,
        ">>" => PlanOperation.ShiftRight,
        "&" => PlanOperation.And,
        "|" => PlanOperation.Or,
        "^" => PlanOperation.ExclusiveOr,
        _ => null,
    };

    /// <summary>The operation of a comparison sign between two values.</summary>
    /// <param name="sign">The sign.</param>
    /// <returns>The operation; null when it is none.</returns>
    internal static PlanOperation? Comparing(ReadOnlySpan<char> sign) => sign switch
    {
        "<" => PlanOperation.Less,
        "<=" => PlanOperation.LessOrEqual,
        ">" => PlanOperation.Greater,
        ">=" => PlanOperation.GreaterOrEqual,
        "==" => PlanOperation.Equal,
        "!=" => PlanOperation.NotEqual,
        _ => null,
    };

    /// <summary>The operation of a function.</summary>
    /// <param name="name">The function.</param>
    /// <returns>The operation; null when there is none.</returns>
    internal static PlanOperation? Function(ReadOnlySpan<char> name) => name switch
    {
        "min" => PlanOperation.Min,
        "max" => PlanOperation.Max,
        "abs" => PlanOperation.Abs,
        "choose" => PlanOperation.Choose,
        "sbyte" => PlanOperation.SByte,
        "byte" => PlanOperation.Byte,
        "short" => PlanOperation.Int16,
        "ushort" => PlanOperation.UInt16,
        "int" => PlanOperation.Int32,
        "uint" => PlanOperation.UInt32,
        "long" => PlanOperation.Int64,
        "ulong" => PlanOperation.UInt64,
        _ => null,
    };

    /// <summary>The operation that keeps a value if it fits a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The operation; null when there is none.</returns>
    internal static PlanOperation? Fitting(ReadOnlySpan<char> type) => type switch
    {
        "sbyte" => PlanOperation.FitsSByte,
        "byte" => PlanOperation.FitsByte,
        "short" => PlanOperation.FitsInt16,
        "ushort" => PlanOperation.FitsUInt16,
        "int" => PlanOperation.FitsInt32,
        "uint" => PlanOperation.FitsUInt32,
        "long" => PlanOperation.FitsInt64,
        _ => null,
    };
}
