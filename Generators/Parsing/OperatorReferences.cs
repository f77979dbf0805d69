using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// The operands that an operator of the user gets by reference: its parameter is an <c>in</c> parameter. C# passes the operand's place then, if it has one, and
/// evaluates the other operand after that.
/// </summary>
internal static class OperatorReferences
{
    /// <summary>Finds the parameter of an operand.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="side">The operand's side.</param>
    /// <returns>The parameter; null when the operand is passed by value.</returns>
    public static IParameterSymbol? At(IBinaryOperation operation, OperatorSide side)
    {
        // && and || keep their left operand in a copy, to which they come twice.
        bool isKept = side == OperatorSide.Left && operation.Syntax.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression;
        return operation.OperatorMethod is { Parameters.Length: 2 } method && method.Parameters[(int)side] is { RefKind: not RefKind.None } parameter && !isKept
            ? parameter
            : null;
    }

    /// <summary>Whether the target of a compound assignment is passed by reference to an operator that gives its new value.</summary>
    /// <param name="operation">The assignment.</param>
    /// <returns>True when it is.</returns>
    public static bool IsTargetOf(ICompoundAssignmentOperation operation)
        => operation.OperatorMethod is { IsStatic: true, Parameters.Length: 2 } method && method.Parameters[0].RefKind != RefKind.None && operation.InConversion.IsIdentity;

    /// <summary>The parameter for the value of a compound assignment.</summary>
    /// <param name="method">The operator.</param>
    /// <returns>The last one.</returns>
    public static IParameterSymbol ValueOf(IMethodSymbol method) => method.Parameters[method.Parameters.Length - 1];
}
