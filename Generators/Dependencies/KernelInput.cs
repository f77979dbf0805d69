using HmmGen.Generators.Model;
using HmmGen.Generators.Parsing;
using HmmGen.Generators.Parsing.Shape;
using HmmGen.Generators.Signatures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HmmGen.Generators.Dependencies;

/// <summary>
/// An annotated method with everything that its translation may depend on. It is translated once, and stays in the pipeline as long as none of
/// that has changed (<see cref="KernelInputComparer"/>).
/// </summary>
internal sealed class KernelInput
{
    // The members that C# uses without naming them.
    private static readonly string[] Unnamed =
    [
        TreeNames.Nameless, "HmmKernelAttribute", "Deconstruct", "GetEnumerator", "Current", "MoveNext", "Dispose", "Length", "Count", "Slice", "Item",
        "Index", "Range", "ValueTuple", "GetPinnableReference", "Equals", "ToString", "GetHashCode", "System", "HmmGen", "ILGPU",
    ];

    private readonly object _gate = new();
    private readonly MethodDeclarationSyntax _method;
    private readonly ProjectSettings _settings;
    private readonly string _path;
    private readonly LinePosition _start;
    private ProjectNames? _project;
    private string[] _names = [];
    private ulong _stamp;
    private bool _hasSignature;
    private bool _hasKernel;
    private SignatureModel? _signature;
    private KernelModel? _kernel;

    /// <summary>Describes a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="project">The names of its project.</param>
    public KernelInput(MethodDeclarationSyntax method, ProjectNames project)
    {
        _method = method;
        _project = project;
        _settings = project.Settings;
        _path = method.SyntaxTree.FilePath;
        _start = method.SyntaxTree.GetLineSpan(method.Identifier.Span).StartLinePosition;
    }

    /// <summary>Whether an attribute may be <c>[HmmKernel]</c>, by its name.</summary>
    /// <param name="method">The method.</param>
    /// <param name="project">The names of its project.</param>
    /// <returns>False when it must be another attribute.</returns>
    public static bool MayBeKernel(MethodDeclarationSyntax method, ProjectNames project) => method.AttributeLists
        .SelectMany(list => list.Attributes)
        .Select(attribute => attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        })
        .Any(name => name is "HmmKernel" or "HmmKernelAttribute" || project.IsAlias(name) || project.IsAlias(name + "Attribute"));

    /// <summary>Reads the method's signature, once.</summary>
    /// <param name="compilation">A compilation for which this input is current.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The signature; null when the method can have no launch overload.</returns>
    public SignatureModel? Signature(Compilation compilation, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_hasSignature)
            {
                _signature = Symbol(compilation, cancellation) is { } method && KernelAttribute.FindAt(method, _method) is { } attribute
                    && !BrokenSignature.Is(method, _method)
                    ? SignatureReader.Read(method, KernelAttribute.RankOf(attribute), compilation, cancellation)
                    : null;
                _hasSignature = true;
            }

            return _signature;
        }
    }

    /// <summary>Translates the method, once.</summary>
    /// <param name="compilation">A compilation for which this input is current.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The kernel; null when it has errors or no signature.</returns>
    public KernelModel? Kernel(Compilation compilation, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_hasKernel)
            {
                _kernel = Signature(compilation, cancellation) is not null && Symbol(compilation, cancellation) is { } method
                    ? KernelParser.Parse(method, compilation, SemanticModels.WithoutNullability, cancellation).Kernel
                    : null;
                _hasKernel = true;
            }

            return _kernel;
        }
    }

    /// <summary>The method.</summary>
    /// <param name="compilation">A compilation for which this input is current.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The method; null when it is no kernel.</returns>
    public IMethodSymbol? Method(Compilation compilation, CancellationToken cancellation)
        => Symbol(compilation, cancellation) is { } method && KernelAttribute.FindAt(method, _method) is not null ? method : null;

    /// <summary>Whether this input still describes a method's present state.</summary>
    /// <param name="now">The method's present input.</param>
    /// <returns>False when anything may have another meaning.</returns>
    public bool IsCurrent(KernelInput now)
    {
        if (ReferenceEquals(this, now))
        {
            return true;
        }

        if (_start != now._start || _path != now._path || _method.Identifier.ValueText != now._method.Identifier.ValueText
            || !_settings.Equals(now._settings))
        {
            return false;
        }

        Remember();
        lock (now._gate)
        {
            return now._project is { } project ? project.StampOf(_names) == _stamp : now._stamp == _stamp && now._names.SequenceEqual(_names);
        }
    }

    private IMethodSymbol? Symbol(Compilation compilation, CancellationToken cancellation) =>
        compilation.GetSemanticModel(_method.SyntaxTree).GetDeclaredSymbol(_method, cancellation);

    // The names are found at first use; all others are forgotten then.
    private void Remember()
    {
        lock (_gate)
        {
            if (_project is { } project)
            {
                string name = _method.Identifier.ValueText;
                IEnumerable<string> around = _method.Ancestors().OfType<BaseTypeDeclarationSyntax>().Select(t => t.Identifier.ValueText)
                    .Concat(_method.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().SelectMany(n => n.Name.ToString().Split('.')));
                IEnumerable<string> generated = Enumerable.Range(1, 9).Select(i => name + "Kernel" + (i == 1 ? "" : i.ToString(System.Globalization.CultureInfo.InvariantCulture)))
                    .SelectMany(kernel => new[] { kernel, kernel + "_" });
                _names = project.Reach([name, name + "Async", .. generated, .. around, .. Unnamed]);
                _stamp = project.StampOf(_names);
                _project = null;
            }
        }
    }
}
