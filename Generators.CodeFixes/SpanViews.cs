using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>Views of an array, a list or memory, such as <c>x.AsSpan(1)</c> and <c>x.Span</c>, and how they are written where <c>x</c> is a span.</summary>
internal static class SpanViews
{
    /// <summary>The views around an expression.</summary>
    /// <param name="collection">The expression.</param>
    /// <returns>The expression itself, then each larger expression that is a view of the same elements.</returns>
    public static IEnumerable<ExpressionSyntax> Around(ExpressionSyntax collection)
    {
        for (ExpressionSyntax? view = collection; view is not null; view = View(view))
        {
            yield return view;
        }
    }

    /// <summary>Rewrites uses of members of arrays, lists and memory to members of a span.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The changed method.</returns>
    public static MethodDeclarationSyntax AsSpan(MethodDeclarationSyntax method, string parameter) => method.ReplaceNodes(
        ParameterUses.Names(method, parameter).SelectMany(n => Around(n).SelectMany(Members)), OnSpan);

    private static ExpressionSyntax? View(ExpressionSyntax inner) => inner.Parent switch
    {
        ParenthesizedExpressionSyntax parenthesized => parenthesized,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain => certain,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Span", Parent: not InvocationExpressionSyntax } span => span,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Slice", Parent: InvocationExpressionSyntax slice } => slice,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } member when IsConversion(member.Name) => call,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } first when IsStaticConversion(call, first) => call,
        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } index } element when IsOf("Range", index[0].Expression) => element,
        _ => null,
    };

    // A view that a span does not have, and the number of a list's elements.
    private static IEnumerable<ExpressionSyntax> Members(ExpressionSyntax view)
    {
        if (view is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Span" }
            || (view is InvocationExpressionSyntax call && ConversionOf(call) is not null))
        {
            yield return view;
        }

        if (view.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count", Parent: not InvocationExpressionSyntax } count)
        {
            yield return count;
        }
    }

    private static ExpressionSyntax OnSpan(ExpressionSyntax old, ExpressionSyntax changed) => changed switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Span" } span => span.Expression.WithTriviaFrom(span),
        MemberAccessExpressionSyntax count => count.WithName(SyntaxFactory.IdentifierName("Length").WithTriviaFrom(count.Name)),
        InvocationExpressionSyntax call when ConversionOf(call) is { } conversion =>
            Part(conversion.Of, conversion.Arguments, ConversionOf((InvocationExpressionSyntax)old)!.Value.Arguments).WithTriviaFrom(call),
        _ => changed,
    };

    private static ExpressionSyntax Part(
        ExpressionSyntax of, SeparatedSyntaxList<ArgumentSyntax> arguments, SeparatedSyntaxList<ArgumentSyntax> inMethod)
    {
        if (arguments.Count == 0)
        {
            return of;
        }

        of = of.WithoutTrailingTrivia();
        if (arguments.Count == 1 && (IsOf("Range", inMethod[0].Expression) || IsOf("Index", inMethod[0].Expression)))
        {
            ExpressionSyntax index = arguments[0].Expression;
            ExpressionSyntax range = IsOf("Range", inMethod[0].Expression) ? index : SyntaxFactory.RangeExpression(index, null);
            return SyntaxFactory.ElementAccessExpression(
                of, SyntaxFactory.BracketedArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(range))));
        }

        MemberAccessExpressionSyntax slice = SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, of, SyntaxFactory.IdentifierName("Slice"));
        return SyntaxFactory.InvocationExpression(slice, SyntaxFactory.ArgumentList(arguments));
    }

    private static (ExpressionSyntax Of, SeparatedSyntaxList<ArgumentSyntax> Arguments)? ConversionOf(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.FirstOrDefault() is { } first && IsStaticConversion(call, first)
            ? (first.Expression, call.ArgumentList.Arguments.RemoveAt(0))
            : call.Expression is MemberAccessExpressionSyntax member && IsConversion(member.Name)
                ? (member.Expression, call.ArgumentList.Arguments)
                : null;

    private static bool IsConversion(SimpleNameSyntax name) =>
        name.Identifier.ValueText is "AsSpan" or "AsMemory" or "AsReadOnlySpan" or "AsReadOnlyMemory";

    private static bool IsStaticConversion(InvocationExpressionSyntax call, ArgumentSyntax first) =>
        call.ArgumentList.Arguments.IndexOf(first) == 0
        && call.Expression is MemberAccessExpressionSyntax { Expression: { } type } member
        && IsConversion(member.Name)
        && type.GetLastToken().ValueText is "MemoryExtensions" or "CollectionsMarshal";

    // By syntax: a range or an index from the end, or a local of the method that is one.
    private static bool IsOf(string type, ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsOf(type, parenthesized.Expression),
        RangeExpressionSyntax => type == "Range",
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } => type == "Index",
        IdentifierNameSyntax name => Declaration(name) is { Parent: VariableDeclarationSyntax { Type: { } declared } } local
            && (declared.IsVar
                ? local.Initializer?.Value is RangeExpressionSyntax or PrefixUnaryExpressionSyntax && IsOf(type, local.Initializer.Value)
                : declared.GetLastToken().ValueText == type),
        _ => false,
    };

    private static VariableDeclaratorSyntax? Declaration(IdentifierNameSyntax name) =>
        name.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .FirstOrDefault(local => local.Identifier.ValueText == name.Identifier.ValueText);
}
