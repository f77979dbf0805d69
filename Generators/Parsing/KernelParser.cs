using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Parsing;

/// <summary>Parses an annotated method into a <see cref="KernelModel"/>.</summary>
internal static class KernelParser
{
    /// <summary>The full name of the attribute that marks kernels.</summary>
    public const string AttributeName = KernelAttribute.Name;

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

        int rank = KernelAttribute.RankOf(KernelAttribute.Find(method));
        if (!CheckIndex(method, declaration, rank, context))
        {
            return (null, context.Errors);
        }

        ControlFlowGraph? graph = GraphOf(compilation, syntax, cancellation);
        if (graph is null)
        {
            context.Report(KernelDiagnostics.BadMethod, declaration, method.Name, "has no body");
            return (null, context.Errors);
        }

        string file = context.PathOf(declaration.SyntaxTree);
        BodyBuilder body = new(file, GeneratedNames.Reserved.Concat(method.Parameters.SelectMany(p => new[] { p.Name, p.Name + "Index" })));
        Scope scope = new(method, graph, null);
        ScopeScan.Run(scope);
        body.Begin(body.NewBlock());
        List<ParameterModel>? parameters = Declare(method, rank, scope, body, context);
        if (parameters is null)
        {
            return (null, context.Errors);
        }

        scope.Exit = body.NewBlock();
        new MethodTranslator(context, body).Translate(scope);
        body.Begin(scope.Exit);
        return context.Errors.Count > 0
            ? (null, context.Errors)
            : (Model(method, declaration, rank, file, parameters, body.Build()), context.Errors);
    }

    /// <summary>The control-flow graph of a method, constructor, accessor or operator.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="syntax">Its declaration.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The graph, or null when it has no body.</returns>
    public static ControlFlowGraph? GraphOf(Compilation compilation, SyntaxNode syntax, CancellationToken cancellation) =>
        compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
            IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
            _ => null,
        };

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

    private static List<ParameterModel>? Declare(IMethodSymbol method, int rank, Scope scope, BodyBuilder body, ParseContext context)
    {
        List<ParameterModel> parameters = [];
        int spans = 0;
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
            ValueType? known = TypeReader.Read(type, out string reason);
            reason = parameter.RefKind != RefKind.None ? "it is passed by reference; use a span of one element" : reason;
            if (known is null || parameter.RefKind != RefKind.None)
            {
                context.Report(
                    KernelDiagnostics.BadParameter, parameter.DeclaringSyntaxReferences[0].GetSyntax(), parameter.Name, parameter.Type.ToDisplayString(), reason);
                good = false;
                continue;
            }

            int number = parameters.Count;
            ParameterKind kind = !span ? ParameterKind.Scalar
                : TypeReader.IsReadOnlySpan(parameter.Type) ? ParameterKind.ReadOnlySpan : ParameterKind.Span;
            parameters.Add(new ParameterModel(parameter.Name, kind, known, span ? spans++ : -1, false, false));
            if (!span)
            {
                Declare(scope, body, parameter, new ArgumentExpression(known, number));
                continue;
            }

            Operand whole = new SpanOperand(
                new SpanRoot(number, -1, known, parameter.Name), ConstantText.Of(ValueType.Int32, 0), new LengthExpression(number));
            if (scope.Assigned.Contains(parameter))
            {
                context.Report(
                    KernelDiagnostics.SpanFlow, parameter.DeclaringSyntaxReferences[0].GetSyntax(), $"The parameter '{parameter.Name}' is assigned");
                good = false;
            }

            scope.Declare(parameter, new FixedVariable(whole));
        }

        return good ? parameters : null;
    }

    private static void Declare(Scope scope, BodyBuilder body, IParameterSymbol parameter, Expression value)
    {
        if (!scope.Assigned.Contains(parameter))
        {
            scope.Declare(parameter, new FixedVariable(new ScalarOperand(value)));
            return;
        }

        int local = body.NewLocal(parameter.Name + "Value", value.Type);
        body.Assign(local, value);
        scope.Declare(parameter, new LocalVariable(local, value.Type));
    }

    private static KernelModel Model(
        IMethodSymbol method, MethodDeclarationSyntax declaration, int rank, string file, List<ParameterModel> parameters, KernelBody body)
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

        return new KernelModel(
            SignatureReader.NamespaceOf(method),
            SignatureReader.TypesOf(method),
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.Name,
            GeneratedNames.KernelOf(method),
            method.ContainingType.Name + "." + method.Name,
            method.GetDocumentationCommentId() ?? method.Name,
            file,
            declaration.Identifier.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
            method.Parameters.Take(rank).Select(p => GeneratedNames.Reserved.Contains(p.Name) ? p.Name + "Index" : p.Name).ToEquatable(),
            parameters.Select((p, i) => p with { Reads = read.Contains(i), Writes = written.Contains(i) }).ToEquatable(),
            EquatableArray<MirrorModel>.Empty,
            body);
    }
}
