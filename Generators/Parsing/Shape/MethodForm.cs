using HmmGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing.Shape;

/// <summary>Checks that a kernel is an ordinary static method with a body.</summary>
internal static class MethodForm
{
    /// <summary>Checks a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="context">Where errors go.</param>
    /// <returns>True when it is one.</returns>
    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax declaration, ParseContext context)
    {
        string? wrong = Wrong(method, declaration);
        if (wrong is not null)
        {
            context.Report(KernelDiagnostics.BadMethod, declaration.Identifier.GetLocation(), method.Name, wrong);
        }

        return wrong is null;
    }

    private static string? Wrong(IMethodSymbol method, MethodDeclarationSyntax declaration) =>
        method.MethodKind == MethodKind.ExplicitInterfaceImplementation
            ? "must be a method of its own, called by name; it implements a member of an interface explicitly"
        : method.IsAbstract ? "must be static and have a body; it is abstract"
        : !method.IsStatic ? "must be static; pass what it needs of its object as parameters"
        : method.IsVirtual ? "must not be virtual; a device runs exactly this body"
        : method.IsExtern ? "must have a body in C#; it is extern"
        : declaration.Body is null && declaration.ExpressionBody is null ? "must have a body; no part of this partial method has one"
        : method.IsGenericMethod ? "must not be generic; write a kernel for each type"
        : !method.ReturnsVoid ? "must return void; write results to a span"
        : method.IsAsync ? "must not be async; its launch overload has an async twin"
        : OmittedCalls.IsConditional(method) ? "must not be conditional; where its symbol is not defined, C# leaves out also the calls that a launch makes"
        : IsForNativeCode(method) ? "must not be UnmanagedCallersOnly; C# cannot call it, and a launch on the host does; export a method that launches the kernel"
        : method.IsVararg ? "must not have __arglist"
        : null;

    private static bool IsForNativeCode(IMethodSymbol method) => method.GetAttributes().Any(static a =>
        a.AttributeClass?.ToDisplayString() == "System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute");
}
