using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Analyzers.Lints;

/// <summary>
/// Finds doubles in kernels of floats. A literal without <c>f</c>, or a function of <see cref="Math"/>, makes a device compute in double precision,
/// which many devices do at a fraction of the speed. A kernel that uses the word <c>double</c> anywhere is left alone.
/// </summary>
internal sealed class DoubleLint : IKernelLint
{
    /// <inheritdoc/>
    public void Check(KernelCode code, Action<Diagnostic> report)
    {
        if (!code.Method.Parameters.Any(p => Is(ElementOf(p.Type), SpecialType.System_Single))
            || code.Method.Parameters.Any(p => Is(ElementOf(p.Type), SpecialType.System_Double))
            || code.Operations.Any(IsMeant))
        {
            return;
        }

        NeededDoubles needed = new(code.Operations);
        foreach (IOperation operation in code.Operations)
        {
            if (Better(operation) is { } better && !BecomesFloat(operation) && !needed.Contains(operation))
            {
                SyntaxNode place = operation.Syntax is InvocationExpressionSyntax call ? call.Expression : operation.Syntax;
                report(Diagnostic.Create(KernelDiagnostics.Double, place.GetLocation(), place.Quote(), better, Loss(operation)));
            }
        }
    }

    /// <summary>Whether the compiler rounds a constant to float, as it does with <see cref="Math"/>'s constants and literals in a cast. That costs nothing.</summary>
    /// <param name="operation">The constant.</param>
    /// <returns>True when a constant around it is a float.</returns>
    internal static bool BecomesFloat(IOperation operation)
    {
        for (IOperation? value = operation; value is { ConstantValue.HasValue: true }; value = value.Parent)
        {
            if (Is(value.Type, SpecialType.System_Single))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ITypeSymbol? type, SpecialType special) => type?.SpecialType == special;

    private static ITypeSymbol ElementOf(ITypeSymbol type) =>
        TypeReader.IsSpan(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    private static bool IsMeant(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation { Symbol: { } local } declarator =>
            Is(local.Type, SpecialType.System_Double) && declarator.Syntax.Parent is VariableDeclarationSyntax { Type.IsVar: false },
        IConversionOperation { IsImplicit: false } conversion => Is(conversion.Type, SpecialType.System_Double),
        IInvocationOperation { TargetMethod: { } method } => !IsMath(method.ContainingType)
            && (Is(method.ReturnType, SpecialType.System_Double) || method.Parameters.Any(p => Is(p.Type, SpecialType.System_Double))),
        IFieldReferenceOperation field => Is(field.Type, SpecialType.System_Double) && !IsMath(field.Field.ContainingType),
        IPropertyReferenceOperation property => Is(property.Type, SpecialType.System_Double),
        _ => false,
    };

    private static string? Better(IOperation operation) => operation switch
    {
        ILiteralOperation when Is(operation.Type, SpecialType.System_Double) && operation.Syntax is LiteralExpressionSyntax literal =>
            FloatText.Of(literal.Token.Text),
        IInvocationOperation { TargetMethod: { } method }
            when Is(method.ReturnType, SpecialType.System_Double) && IsMath(method.ContainingType) && IsInMathF(method) =>
            "MathF." + method.Name,
        IFieldReferenceOperation { Field: { } field }
            when Is(field.Type, SpecialType.System_Double) && IsMath(field.ContainingType) => "MathF." + field.Name,
        _ => null,
    };

    private static string Loss(IOperation operation) =>
        operation is ILiteralOperation { ConstantValue.Value: double number } && FloatText.Rounded(number) is { } rounded ? $", which is {rounded}" : "";

    private static bool IsInMathF(IMethodSymbol method) =>
        method.ContainingAssembly.GetTypeByMetadataName("System.MathF")?.GetMembers(method.Name).IsEmpty == false;

    private static bool IsMath(INamedTypeSymbol? type) =>
        type is { Name: "Math" } && KnownTypes.IsInSystem(type) && KnownTypes.IsFramework(type);
}
