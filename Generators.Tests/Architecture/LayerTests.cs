using System.Runtime.CompilerServices;
using HmmGen.Tests.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace HmmGen.Generators.Tests.Architecture;

/// <summary>The layers hold: no type uses one that stands above it, and folders are namespaces.</summary>
public sealed class LayerTests
{
    /// <summary>The folders of the projects that have layers.</summary>
    public static TheoryData<string> Projects => [.. LayerMap.All.Select(map => map.Folder)];

    /// <summary>No file uses a type of a higher layer.</summary>
    /// <param name="project">The project's folder.</param>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Nothing_above_is_used(string project)
    {
        LayerMap map = LayerMap.All.Single(map => map.Folder == project);
        if (map != LayerMap.Runtime && map != LayerMap.Generators)
        {
            TestScale.SkipQuick("a project that changes seldom");
        }

        List<(string File, SyntaxTree Tree)> sources = Sources(map);
        Assert.NotEmpty(sources);
        Assert.Empty(Upward(map, sources));
    }

    /// <summary>Each file's namespace is its folder.</summary>
    [Fact]
    public void Folders_are_namespaces()
    {
        foreach (LayerMap map in LayerMap.All)
        {
            Assert.All(Sources(map), source => Assert.All(
                source.Tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>(),
                declared => Assert.Equal((source.File, SpaceOf(map, source.File)), (source.File, declared.Name.ToString()))));
        }
    }

    /// <summary>Each folder stands in the map, and the map names no folder that is not there.</summary>
    [Fact]
    public void The_map_names_all_folders()
    {
        foreach (LayerMap map in LayerMap.All)
        {
            Assert.Equal(map.Layers.Order(), Sources(map).Where(source => source.File.Contains('/')).Select(source => source.File.Split('/')[0]).Distinct().Order());
        }
    }

    /// <summary>A use of a higher layer is found: in a field, a body and a base type. Comments may name what stands above.</summary>
    [Theory]
    [InlineData("class Low { HmmGen.Facade.High? _high; }")]
    [InlineData("class Low { object Of() => HmmGen.Facade.High.Made(); }")]
    [InlineData("class Low : HmmGen.Facade.High;")]
    [InlineData("class Low { object Of(object x) => HmmGen.Facade.Extensions.Raise(x); }")]
    [InlineData("static class Low { static object Of(object x) { var y = HmmGen.Facade.High.Made(); return y; } }")]
    public void An_upward_use_is_found(string low)
    {
        const string High = "namespace HmmGen.Facade { public class High { public static High Made() => new(); } static class Extensions { public static object Raise(object x) => x; } }";
        Assert.NotEmpty(Upward(LayerMap.Runtime, [Parse("Facade/High.cs", High), Parse("Base/Low.cs", $"namespace HmmGen.Base {{ {low} }}")]));
    }

    // What the compiler and the .NET runtime look for under names of their own.
    private static string SpaceOf(LayerMap map, string file)
        => Path.GetFileName(file) is "IgnoresAccessChecksToAttribute.cs" or "IsExternalInit.cs" ? "System.Runtime.CompilerServices" : map.SpaceOf(file);

    private static List<string> Upward(LayerMap map, List<(string File, SyntaxTree Tree)> sources)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            map.Space,
            sources.Select(source => source.Tree).Append(Parse("Usings.cs", Usings).Tree),
            PlatformReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        Dictionary<SyntaxTree, string> files = sources.ToDictionary(source => source.Tree, source => source.File);
        ILookup<string, int> layers = sources
            .SelectMany(source => Declared(source.Tree).Distinct().Select(name => (Name: name, Layer: map.LayerOf(source.File))))
            .ToLookup(declared => declared.Name, declared => declared.Layer);
        List<string> upward = [];
        foreach ((string file, SyntaxTree tree) in sources)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);

            // To ask the compiler takes time, so it is asked only for what is declared above under the same name.
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(name => layers[name.Identifier.ValueText].Any(layer => layer > map.LayerOf(file))))
            {
                string? used = Used(model, name, files);
                if (used is not null && map.LayerOf(used) > map.LayerOf(file))
                {
                    upward.Add($"{file}({name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {name} of {used}");
                }
            }
        }

        return upward;
    }

    /// <summary>The names of the types and members that a file declares. An attribute is also used without the end of its name.</summary>
    private static IEnumerable<string> Declared(SyntaxTree tree)
    {
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            string? name = node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                DelegateDeclarationSyntax type => type.Identifier.ValueText,
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                EventDeclarationSyntax happening => happening.Identifier.ValueText,
                EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
                ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } property => property.Identifier.ValueText,
                VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
                _ => null,
            };
            if (name is not null)
            {
                yield return name;
            }

            if (name?.EndsWith("Attribute", StringComparison.Ordinal) == true)
            {
                yield return name[..^"Attribute".Length];
            }
        }
    }

    /// <summary>The file of the type that a name means, or whose member it means; null for what the project does not declare.</summary>
    private static string? Used(SemanticModel model, SimpleNameSyntax name, Dictionary<SyntaxTree, string> files)
    {
        SymbolInfo info = model.GetSymbolInfo(name);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        symbol = symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        SyntaxTree? declared = type?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree;
        return declared is not null && files.TryGetValue(declared, out string? file) ? file : null;
    }

    private static List<(string File, SyntaxTree Tree)> Sources(LayerMap map, [CallerFilePath] string here = "")
    {
        string folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", map.Folder));
        return [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, File: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(source => !source.File.StartsWith("obj/", StringComparison.Ordinal) && !source.File.StartsWith("bin/", StringComparison.Ordinal))
            .Select(source => Parse(source.File, File.ReadAllText(source.Path)))];
    }

    private static (string File, SyntaxTree Tree) Parse(string file, string text)
        => (file, CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse), file));

    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;
}
