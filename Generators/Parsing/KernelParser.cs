using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing.Shape;
using HmmGen.Generators.Signatures;
using HmmGen.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
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
    /// <param name="models">Gives the semantic model of a file, as <see cref="SemanticModels"/> has them.</param>
    /// <param name="cancellation">Stops the parse.</param>
    /// <returns>The kernel, and what is wrong with it.</returns>
    public static KernelParse Parse(
        IMethodSymbol method, Compilation compilation, Func<Compilation, SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
        ParseContext context = new(compilation, method, models, cancellation);
        KernelShape? shape = KernelShape.Check(method, context);
        if (shape is null || BrokenSignature.HasErrors(shape.Declaration))
        {
            return new KernelParse(null, context.Errors, []);
        }

        method = shape.Method;
        int rank = shape.Rank;
        MethodDeclarationSyntax declaration = shape.Declaration;
        string file = context.PathOf(declaration.SyntaxTree);
        try
        {
            if (context.GraphOf(declaration) is not { } graph)
            {
                return new KernelParse(null, context.Errors, []);
            }

            BodyBuilder body = new(file);
            Scope scope = new(method, graph, null, null);
            body.Begin(body.NewBlock());
            if (!Declare(method, rank, scope, body, context))
            {
                return new KernelParse(null, context.Errors, []);
            }

            scope.Exit = body.NewBlock();
            new MethodTranslator(context, body).Translate(scope);
            body.Begin(scope.Exit);
            return context.Errors.Count > 0 || !shape.IsLaunchable
                ? new KernelParse(null, context.Errors, [])
                : new KernelParse(Model(method, declaration, rank, file, context, body.Build()), context.Errors, body.SitePlaces);
        }
        catch (InsufficientExecutionStackException)
        {
            context.Report(KernelDiagnostics.Unsupported, declaration.Identifier.GetLocation(), "Code that nests this deeply", "put its parts into locals or methods of their own");
            return new KernelParse(null, context.Errors, []);
        }
    }

    private static bool Declare(IMethodSymbol method, int rank, Scope scope, BodyBuilder body, ParseContext context)
    {
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
            if (context.Types.Read(type, out _) is not { } known)
            {
                // DeviceParameters has reported it.
                return false;
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

        return true;
    }

    // A parameter is a variable: the kernel may assign it. If it does not, forwarding replaces the variable by the argument.
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

        LinePosition name = declaration.Identifier.GetLocation().GetLineSpan().StartLinePosition;
        return new KernelModel(
            SignatureReader.NamespaceOf(method),
            SignatureReader.TypesOf(method),
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.Name,
            GeneratedNames.KernelOf(method),
            SignatureReader.DisplayNameOf(method),
            method.GetDocumentationCommentId() ?? method.Name,
            file,
            name.Line + 1,
            name.Character + 1,
            method.Parameters.Take(rank).Select(p => p.Name).ToEquatable(),
            context.Parameters.All.Select((p, i) => p with { Reads = read.Contains(i), Writes = written.Contains(i) }).ToEquatable(),
            context.Types.DeviceStructs.ToEquatable(),
            CarriedAttributes.StructRestrictionsOf(method).ToEquatable(),
            body)
        {
            IsFast = KernelAttribute.IsFast(KernelAttribute.Find(method)),
        };
    }
}
