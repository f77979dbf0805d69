using System.Collections.Immutable;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Signatures;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HmmGen.Generators.Parsing;

/// <summary>The context of a kernel's parse: its compilation, its type, its types and hidden parameters, and the errors found so far.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="kernel">The annotated method.</param>
/// <param name="models">Gives the semantic model of a file, as <see cref="SemanticModels"/> has them.</param>
/// <param name="cancellation">Stops the parse.</param>
internal sealed class ParseContext(
    Compilation compilation, IMethodSymbol kernel, Func<Compilation, SyntaxTree, SemanticModel> models, CancellationToken cancellation)
{
    private readonly List<Diagnostic> _errors = [];
    private readonly HashSet<Location> _places = [];
    private readonly HashSet<ITypeSymbol> _refused = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<SyntaxTree, string> _paths = [];
    private readonly Dictionary<SyntaxNode, ControlFlowGraph?> _graphs = [];

    /// <summary>The compilation.</summary>
    public Compilation Compilation => compilation;

    /// <summary>The type that will contain the generated code.</summary>
    public INamedTypeSymbol Type => kernel.ContainingType;

    /// <summary>Stops the parse.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The types of the kernel.</summary>
    public TypeTable Types { get; } = new(compilation, kernel.ContainingType);

    /// <summary>The parameters of the kernel, the hidden ones last.</summary>
    public KernelParameters Parameters { get; } = new();

    /// <summary>The errors, each at its place.</summary>
    public IReadOnlyList<Diagnostic> Errors => _errors;

    /// <summary>Notes an error, once for each place.</summary>
    /// <param name="descriptor">The error.</param>
    /// <param name="place">Its place.</param>
    /// <param name="arguments">What its message names.</param>
    public void Report(DiagnosticDescriptor descriptor, SyntaxNode place, params object[] arguments) =>
        Report(descriptor, place.GetLocation(), arguments);

    /// <summary>Notes an error, once for each place.</summary>
    /// <param name="descriptor">The error.</param>
    /// <param name="location">Its place.</param>
    /// <param name="arguments">What its message names.</param>
    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Report(descriptor, location, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>Notes an error, once for each place.</summary>
    /// <param name="descriptor">The error.</param>
    /// <param name="location">Its place.</param>
    /// <param name="properties">What its code fix needs to know.</param>
    /// <param name="arguments">What its message names.</param>
    public void Report(DiagnosticDescriptor descriptor, Location location, ImmutableDictionary<string, string?> properties, params object[] arguments)
    {
        if (_places.Add(location))
        {
            _errors.Add(Diagnostic.Create(descriptor, location, properties, [.. arguments, Within(location)]));
        }
    }

    // A helper, a constructor or a property may be far from every kernel. Which kernel is not said: several may reach it, and they are looked at in any order.
    private string Within(Location location)
    {
        MethodDeclarationSyntax? method = location.SourceTree?.GetRoot(cancellation).FindNode(location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>();
        bool isKernel = method is not null && ModelOf(method.SyntaxTree).GetDeclaredSymbol(method, cancellation) is IMethodSymbol symbol && KernelAttribute.Find(symbol) is not null;
        return isKernel ? "" : " (a kernel reaches it)";
    }

    /// <summary>Whether a symbol is of another assembly, so that its code is not known.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>True also where an editor has the other project's source.</returns>
    public bool IsForeign(ISymbol symbol) => ForeignSymbols.Has(symbol, compilation.Assembly);

    /// <summary>Notes that a type is not in the kernel language.</summary>
    /// <param name="type">The type.</param>
    /// <param name="location">Where it is named.</param>
    /// <param name="reason">Why it is refused.</param>
    public void ReportType(ITypeSymbol? type, Location location, string reason)
    {
        Report(HmmGen.Generators.Diagnostics.KernelDiagnostics.BadType, location, type?.ToDisplayString() ?? "?", reason);
        NoteRefused(type);
    }

    /// <summary>Notes that an error tells of values of a type.</summary>
    /// <param name="type">The type.</param>
    public void NoteRefused(ITypeSymbol? type)
    {
        if (type is not null)
        {
            _refused.Add(type);
        }
    }

    /// <summary>Whether a type has been refused, so that errors that follow from it are left out.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True when an error names it.</returns>
    public bool IsRefused(ITypeSymbol? type) => type is not null && _refused.Contains(type);

    /// <summary>The path of a source file as the compiler writes it into programs.</summary>
    /// <param name="tree">The file.</param>
    /// <returns>The path, path maps applied.</returns>
    public string PathOf(SyntaxTree tree)
    {
        if (!_paths.TryGetValue(tree, out string? path))
        {
            path = compilation.Options.SourceReferenceResolver?.NormalizePath(tree.FilePath, null) ?? tree.FilePath;
            _paths.Add(tree, path);
        }

        return path;
    }

    /// <summary>The semantic model of a file; one for each file, for all methods of it that are inlined.</summary>
    /// <param name="tree">The file.</param>
    /// <returns>The model.</returns>
    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? model))
        {
            model = models(compilation, tree);
            _models.Add(tree, model);
        }

        return model;
    }

    /// <summary>The control-flow graph of a method, constructor, accessor, operator or initializer.</summary>
    /// <param name="syntax">Its declaration.</param>
    /// <returns>The graph, or null when it has no body.</returns>
    public ControlFlowGraph? GraphOf(SyntaxNode syntax)
    {
        if (!_graphs.TryGetValue(syntax, out ControlFlowGraph? graph))
        {
            if (SyntaxDepth.IsTooDeep(syntax))
            {
                // The compiler throws the same exception when it detects this itself; the parser reports it.
                throw new InsufficientExecutionStackException();
            }

            graph = ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellation) switch
            {
                IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
                IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
                IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellation),
                IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellation),
                IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
                _ => null,
            };
            _graphs.Add(syntax, graph);
            if (graph is not null)
            {
                RefuseLateParts(graph.OriginalOperation);
            }
        }

        return graph;
    }

    // What the C# compiler does at another time than the language says.
    private void RefuseLateParts(IOperation body)
    {
        foreach (IOperation read in LateTupleReads.In(body))
        {
            Refuse(read, $"A pattern over '{read.Syntax.Quote()}', which a later part of the same tuple changes");
        }

        foreach (IOperation cast in LateTupleCasts.In(body))
        {
            Refuse(cast, $"The checked cast '{cast.Syntax.Quote()}' in a tuple that is compared");
        }

        foreach (IOperation element in LateElements.In(body))
        {
            Refuse(element, $"The element '{element.Syntax.Quote()}', which C# takes after a part of the same statement that stores or may fail,");
        }

        void Refuse(IOperation operation, string what) => Report(
            HmmGen.Generators.Diagnostics.KernelDiagnostics.Unsupported, operation.Syntax, what, "put the value in a local of its own first");
    }
}
