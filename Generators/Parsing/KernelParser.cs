using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>Parses an annotated method into a <see cref="KernelModel"/>.</summary>
internal static class KernelParser
{
    /// <summary>The full name of the attribute that marks kernels.</summary>
    public const string AttributeName = "HmmGen.HmmKernelAttribute";

    /// <summary>Parses a method.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="cancellation">Stops the parse.</param>
    /// <returns>The kernel, or null when there are errors; and the errors.</returns>
    public static (KernelModel? Kernel, IReadOnlyList<Diagnostic> Errors) Parse(
        IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        ParseContext context = new(compilation, method.ContainingType, cancellation);
        SyntaxNode? syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is not MethodDeclarationSyntax declaration || !CheckShape(method, declaration, context))
        {
            return (null, context.Errors);
        }

        int rank = RankOf(method);
        if (!CheckIndex(method, declaration, rank, context))
        {
            return (null, context.Errors);
        }

        string file = context.PathOf(declaration.SyntaxTree);
        try
        {
            if (context.GraphOf(syntax) is not { } graph)
            {
                context.Report(KernelDiagnostics.BadMethod, declaration.Identifier.GetLocation(), method.Name, "has no body");
                return (null, context.Errors);
            }

            BodyBuilder body = new(file);
            Scope scope = new(method, graph, null, null);
            body.Begin(body.NewBlock());
            if (!Declare(method, rank, scope, body, context))
            {
                return (null, context.Errors);
            }

            scope.Exit = body.NewBlock();
            new MethodTranslator(context, body).Translate(scope);
            body.Begin(scope.Exit);
            return context.Errors.Count > 0
                ? (null, context.Errors)
                : (Model(method, declaration, rank, file, context, body.Build()), context.Errors);
        }
        catch (InsufficientExecutionStackException)
        {
            context.Report(KernelDiagnostics.TooDeep, declaration.Identifier.GetLocation(), method.Name);
            return (null, context.Errors);
        }
    }

    private static int RankOf(IMethodSymbol method)
    {
        AttributeData? attribute = method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == AttributeName);
        foreach (KeyValuePair<string, TypedConstant> argument in attribute?.NamedArguments ?? [])
        {
            if (argument is { Key: "Rank", Value.Value: int rank })
            {
                return rank;
            }
        }

        return 1;
    }

    private static bool CheckShape(IMethodSymbol method, MethodDeclarationSyntax declaration, ParseContext context)
    {
        string? wrong =
            !method.IsStatic ? "must be static"
            : method.IsGenericMethod ? "must not be generic"
            : !method.ReturnsVoid ? "must return void; write results to a span"
            : method.IsAsync ? "must not be async"
            : method.IsExtern || (declaration.Body is null && declaration.ExpressionBody is null) ? "must have a body"
            : null;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
            {
                wrong ??= "must not be in a generic type";
            }

            if (!type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(context.Cancellation)).OfType<TypeDeclarationSyntax>()
                .Any(t => t.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                context.Report(KernelDiagnostics.NotPartial, declaration, type.Name, method.Name);
                return false;
            }
        }

        if (wrong is not null)
        {
            context.Report(KernelDiagnostics.BadMethod, declaration, method.Name, wrong);
        }

        return wrong is null;
    }

    private static bool CheckIndex(IMethodSymbol method, MethodDeclarationSyntax declaration, int rank, ParseContext context)
    {
        if (rank is < 1 or > 3)
        {
            context.Report(KernelDiagnostics.BadIndex, declaration, method.Name, "must have a Rank of 1, 2 or 3");
            return false;
        }

        if (method.Parameters.Length < rank
            || method.Parameters.Take(rank).Any(p => p.Type.SpecialType != SpecialType.System_Int32 || p.RefKind != RefKind.None))
        {
            string noun = rank == 1 ? "must take its index as its first parameter, an int" : $"must take its index as its first {rank} parameters, each an int";
            context.Report(KernelDiagnostics.BadIndex, declaration, method.Name, noun);
            return false;
        }

        return true;
    }

    private static bool Declare(IMethodSymbol method, int rank, Scope scope, BodyBuilder body, ParseContext context)
    {
        bool good = true;
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            if (i < rank)
            {
                Declare(scope, body, parameter, new IndexExpression(ValueType.Int32, i));
                continue;
            }

            bool span = TypeReader.IsSpan(parameter.Type);
            ITypeSymbol type = span ? ((INamedTypeSymbol)parameter.Type).TypeArguments[0] : parameter.Type;
            ValueType? known = context.Types.Read(type, out string reason);
            reason = parameter.RefKind != RefKind.None ? "it is passed by reference; use a span of one element" : reason;
            if (known is null or { Kind: ValueKind.Void } || parameter.RefKind != RefKind.None)
            {
                context.Report(
                    KernelDiagnostics.BadParameter, parameter.DeclaringSyntaxReferences[0].GetSyntax(), parameter.Name, parameter.Type.ToDisplayString(), reason);
                good = false;
                continue;
            }

            ParameterKind kind = !span ? ParameterKind.Scalar
                : TypeReader.IsReadOnlySpan(parameter.Type) ? ParameterKind.ReadOnlySpan : ParameterKind.Span;
            int number = context.Parameters.Add(parameter.Name, kind, known);
            if (!span)
            {
                Declare(scope, body, parameter, new ArgumentExpression(known, number));
                continue;
            }

            SpanVariable variable = new(parameter.Name, null)
            {
                Root = new SpanRoot(number, -1, known, parameter.Name),
                Start = body.NewLocal(parameter.Name + "Start", ValueType.Int32),
                Length = body.NewLocal(parameter.Name + "Length", ValueType.Int32),
            };
            body.Assign(variable.Start, ConstantText.Of(ValueType.Int32, 0));
            body.Assign(variable.Length, new LengthExpression(number));
            scope.Declare(parameter, variable);
        }

        return good;
    }

    // A parameter is a variable like any other: the kernel may assign it. Where it does not, forwarding puts the argument in its place.
    private static void Declare(Scope scope, BodyBuilder body, IParameterSymbol parameter, Expression value)
    {
        int local = body.NewLocal(parameter.Name + "Value", value.Type);
        body.Assign(local, value);
        scope.Declare(parameter, new LocalVariable(local, value.Type));
    }

    private static KernelModel Model(
        IMethodSymbol method, MethodDeclarationSyntax declaration, int rank, string file, ParseContext context, KernelBody body)
    {
        HashSet<int> read = [];
        HashSet<int> written = [];
        foreach (SiteModel site in body.Sites)
        {
            if (site.Kind is SiteKind.Read or SiteKind.ReadWrite)
            {
                read.Add(site.Parameter);
            }

            if (site.Kind is SiteKind.Write or SiteKind.ReadWrite)
            {
                written.Add(site.Parameter);
            }
        }

        List<TypeDeclaration> types = [];
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            string keyword = type switch
            {
                { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                { TypeKind: TypeKind.Interface } => "interface",
                _ => "class",
            };
            types.Insert(0, new TypeDeclaration((type.IsStatic ? "static " : "") + "partial " + keyword, type.Name));
        }

        int overload = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .TakeWhile(m => !SymbolEqualityComparer.Default.Equals(m, method)).Count();
        string suffix = overload == 0 ? "" : (overload + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new KernelModel(
            method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
            types.ToEquatable(),
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.Name,
            method.Name + "Kernel" + suffix,
            method.ContainingType.Name + "." + method.Name,
            method.GetDocumentationCommentId() ?? method.Name,
            file,
            declaration.Identifier.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            method.Parameters.Take(rank).Select(p => p.Name).ToEquatable(),
            context.Parameters.All.Select((p, i) => p with { Reads = read.Contains(i), Writes = written.Contains(i) }).ToEquatable(),
            context.Types.Mirrors.ToEquatable(),
            body);
    }
}
