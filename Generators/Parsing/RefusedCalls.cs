using HmmGen.Generators.Diagnostics.Remedies;
using HmmGen.Generators.Signatures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>The reasons why a method cannot be inlined into a kernel, in words for its user.</summary>
internal static class RefusedCalls
{
    /// <summary>The obstacle in a method's declaration.</summary>
    /// <param name="method">The method.</param>
    /// <param name="hasSource">Whether its source is in this compilation.</param>
    /// <returns>The reason; null when there is none.</returns>
    public static string? Why(IMethodSymbol method, bool hasSource) =>
        method.MethodKind == MethodKind.DelegateInvoke ? "it is a delegate; write a static method and call it"
        : !hasSource ? null
        : GeneratedCode.Has(method) ? Generated(method)
        : method.IsGenericMethod || method.ContainingType.IsGenericType ? "it is generic; write it for the type that you use"
        : IsStaticForm(method) ? "it is a member of an extension block in its static form; call it on its receiver, or on the type that the block extends"
        : method.IsAsync ? "it is async; write it without 'async', and wait on the host"
        : method.ReturnsByRef || method.ReturnsByRefReadonly ? "it returns a reference; return the value, or pass the span and the index"
        : method.IsAbstract ? "it is abstract; call a method with a body, of a struct or a static one"
        : method.MethodKind == MethodKind.LocalFunction || method.IsStatic || method.ContainingType.TypeKind == TypeKind.Struct ? null
        : IsExtensionMember(method) ? null
        : method.IsVirtual || method.IsOverride ? "it is virtual; make it a static method"
        : "it is an instance method of a class; make it static";

    /// <summary>The reason for a method without a body here.</summary>
    /// <param name="method">The method.</param>
    /// <param name="hasSource">Whether its source is in this compilation.</param>
    /// <returns>The reason.</returns>
    public static string WithoutSource(IMethodSymbol method, bool hasSource) =>
        method.IsImplicitlyDeclared ? "the compiler makes its code, which is not known to HmmGen; write the method in the type"
        : hasSource ? "it has no body; write one in C#"
        : method.ContainingType.ContainingAssembly?.Name is { } assembly && assembly.StartsWith("System", StringComparison.Ordinal)
            ? "it has no counterpart on devices; " + CallRemedies.For(method)
            : "its source is not in this compilation, and it has no counterpart on devices; " + CallRemedies.For(method);

    private static string Generated(IMethodSymbol method) => GeneratedCode.KernelOf(method) is { } kernel
        ? $"it launches a kernel, which only the host can do; call the plain method '{kernel.Name}({string.Join(", ", kernel.Parameters.Select(p => p.Name))})'"
        : "HmmGen generated it for the host; call the kernel's own method";

    // The compiler makes a static method for each member of an extension block. Its source is the member's, and names the parameters of the member.
    private static bool IsStaticForm(IMethodSymbol method) => method.Parameters.Length > 0 && !IsExtensionMember(method)
        && method.DeclaringSyntaxReferences[0].GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>() is ExtensionBlockDeclarationSyntax;

    private static bool IsExtensionMember(IMethodSymbol method) => method.ContainingType.TypeKind == TypeKind.Extension;
}
