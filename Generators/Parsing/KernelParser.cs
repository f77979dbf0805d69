using HmmGen.Generators.Analyzers;
using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing.Shape;
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
    public const string AttributeName = "HmmGen.HmmKernelAttribute";

    // Names that the printings use themselves.
    private static readonly string[] Reserved =
        ["memory", "frame", "arguments", "slot", "address", "site", "element", "state", "plan", "first", "end", "current", "work", "device", "extent", "cancellationToken"];

    /// <summary>Parses a method.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="cancellation">Stops the parse.</param>
    /// <returns>The kernel, or null when there are errors; and the errors.</returns>
    public static (KernelModel? Kernel, IReadOnlyList<Diagnostic> Errors) Parse(
        IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        ParseContext context = new(compilation, method.ContainingType, cancellation);
        KernelShape? shape = KernelShape.Check(method, context);
        if (shape is null || BrokenSignature.HasErrors(shape.Declaration))
        {
            return (null, context.Errors);
        }

        method = shape.Method;
        int rank = shape.Rank;
        MethodDeclarationSyntax declaration = shape.Declaration;
        ControlFlowGraph? graph = GraphOf(compilation, declaration, cancellation);
        if (graph is null)
        {
            return (null, context.Errors);
        }

        string file = context.PathOf(declaration.SyntaxTree);
        BodyBuilder body = new(file, Reserved.Concat(method.Parameters.SelectMany(p => new[] { p.Name, p.Name + "Index" })));
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
        return context.Errors.Count > 0 || !shape.IsLaunchable
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
            ValueType? known = TypeReader.Read(type, out _);
            if (known is null)
            {
                // DeviceParameters has said so.
                return null;
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
            if (site.Kind is "Read" or "ReadWrite")
            {
                read.Add(site.Parameter);
            }

            if (site.Kind is "Write" or "ReadWrite")
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
            .TakeWhile(m => !SymbolEqualityComparer.Default.Equals(m, method.PartialDefinitionPart ?? method)).Count();
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
            method.Parameters.Take(rank).Select(p => Reserved.Contains(p.Name) ? p.Name + "Index" : p.Name).ToEquatable(),
            parameters.Select((p, i) => p with { Reads = read.Contains(i), Writes = written.Contains(i) }).ToEquatable(),
            body);
    }
}
