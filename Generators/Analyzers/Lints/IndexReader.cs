using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>Reads integer expressions as polynomials over parameters and span lengths. An expression that is none, or may change, gives null.</summary>
/// <param name="variables">Knows which variables keep their values.</param>
internal sealed class IndexReader(VariableFacts variables)
{
    // Deeper expressions are not read, since this recursion follows the user's nesting.
    private const int MostDepth = 64;

    private readonly Dictionary<(ISymbol Symbol, bool IsLength), char> _unknowns = [];
    private readonly Dictionary<ISymbol, Polynomial?> _locals = new(SymbolEqualityComparer.Default);

    /// <summary>The number of a variable as an unknown.</summary>
    /// <param name="variable">The parameter.</param>
    /// <returns>Its number.</returns>
    public char Unknown(ISymbol variable) => Number(variable, false);

    /// <summary>The number of a span's length as an unknown.</summary>
    /// <param name="span">The span parameter.</param>
    /// <returns>Its number.</returns>
    public char Length(ISymbol span) => Number(span, true);

    /// <summary>Reads an expression.</summary>
    /// <param name="operation">The expression.</param>
    /// <returns>The polynomial, or null.</returns>
    public Polynomial? Read(IOperation operation) => Read(operation, 0);

    private Polynomial? Read(IOperation operation, int depth)
    {
        if (depth > MostDepth)
        {
            return null;
        }

        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
        {
            return constant switch
            {
                int value => Polynomial.Of(value),
                long value => Polynomial.Of(value),
                short value => Polynomial.Of(value),
                byte value => Polynomial.Of(value),
                sbyte value => Polynomial.Of(value),
                ushort value => Polynomial.Of(value),
                uint value => Polynomial.Of(value),
                _ => null,
            };
        }

        return operation switch
        {
            IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } parameter }
                when variables.IsFixed(parameter) => Polynomial.Unknown(Unknown(parameter)),
            ILocalReferenceOperation local => OfLocal(local.Local, depth),
            IConversionOperation { Conversion: { IsNumeric: true, IsImplicit: true } or { IsIdentity: true } } conversion
                when IsSigned(conversion.Type) => Read(conversion.Operand, depth + 1),
            IPropertyReferenceOperation { Property.Name: "Length", Instance: IParameterReferenceOperation { Parameter: { } span } }
                when variables.IsFixed(span) => Polynomial.Unknown(Length(span)),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, IsLifted: false, OperatorMethod: null } minus =>
                Read(minus.Operand, depth + 1) is { } value ? Polynomial.Of(0).Plus(value, -1) : null,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Plus, IsLifted: false, OperatorMethod: null } plus =>
                Read(plus.Operand, depth + 1),
            IBinaryOperation { IsLifted: false, OperatorMethod: null } binary when IsSigned(binary.Type) => OfBinary(binary, depth),
            _ => null,
        };
    }

    private Polynomial? OfBinary(IBinaryOperation binary, int depth)
    {
        if (binary.OperatorKind is not (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply)
            || Read(binary.LeftOperand, depth + 1) is not { } left
            || Read(binary.RightOperand, depth + 1) is not { } right)
        {
            return null;
        }

        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => left.Plus(right, 1),
            BinaryOperatorKind.Subtract => left.Plus(right, -1),
            _ => left.Times(right),
        };
    }

    private Polynomial? OfLocal(ILocalSymbol local, int depth)
    {
        if (!IsSigned(local.Type) || variables.ValueOf(local) is not { } value)
        {
            return null;
        }

        if (!_locals.TryGetValue(local, out Polynomial? known))
        {
            _locals[local] = null;
            known = Read(value, depth + 1);
            _locals[local] = known;
        }

        return known;
    }

    private char Number(ISymbol symbol, bool isLength)
    {
        if (!_unknowns.TryGetValue((symbol, isLength), out char number))
        {
            number = (char)(_unknowns.Count + 1);
            _unknowns.Add((symbol, isLength), number);
        }

        return number;
    }

    private static bool IsSigned(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;
}
