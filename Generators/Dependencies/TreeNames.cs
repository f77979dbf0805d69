using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Dependencies;

/// <summary>
/// The names that a file declares, found in its syntax alone. A method, property, field or type has its own name. Members that no code can name
/// (constructors, operators, conversions, indexers) and all state of a type count under the type's name too.
/// </summary>
internal sealed class TreeNames
{
    /// <summary>The name of nameless declarations: extension blocks, whose operators apply to types of other names.</summary>
    public const string Nameless = "";

    private readonly Dictionary<string, DeclaredName> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly SyntaxTree _tree;
    private readonly string _context;
    private readonly string[] _imported;

    /// <summary>Reads a file.</summary>
    /// <param name="root">Its syntax.</param>
    public TreeNames(CompilationUnitSyntax root)
    {
        _tree = root.SyntaxTree;
        UsingDirectiveSyntax[] usings = [.. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>()];
        Global = TextHash.Of([.. usings.Where(u => u.GlobalKeyword != default).Select(u => u.ToString()).OrderBy(u => u, StringComparer.Ordinal)]);
        if (!usings.Any(u => u.GlobalKeyword != default))
        {
            Global = 0;
        }

        GlobalMentions = [.. usings.Where(u => u.GlobalKeyword != default).SelectMany(Imported)];
        _aliases.UnionWith(usings.Select(u => u.Alias?.Name.Identifier.ValueText).OfType<string>());
        _imported = [.. usings.SelectMany(Imported)];

        // Whether the compiler keeps a call of a [Conditional] method depends on the symbols that the caller's file defines.
        IEnumerable<string> defines = root.ContainsDirectives
            ? root.DescendantTrivia(descendIntoTrivia: false).Where(t => t.IsKind(SyntaxKind.DefineDirectiveTrivia) || t.IsKind(SyntaxKind.UndefDirectiveTrivia)).Select(t => t.ToString())
            : [];
        _context = string.Join("\n", usings.Select(u => u.ToString()).Concat(root.Externs.Select(e => e.ToString())).Concat(defines).Append(_tree.FilePath));
        foreach (MemberDeclarationSyntax member in root.Members)
        {
            Read(member, "", null);
        }
    }

    /// <summary>A hash of the file's global usings; 0 when there are none.</summary>
    public ulong Global { get; }

    /// <summary>The names that those usings mention.</summary>
    public IReadOnlyList<string> GlobalMentions { get; }

    /// <summary>The declarations, by name.</summary>
    public IReadOnlyDictionary<string, DeclaredName> Names => _names;

    /// <summary>The full names of the declared namespaces.</summary>
    public IReadOnlyCollection<string> Spaces => _spaces;

    /// <summary>The names that usings give to types.</summary>
    public IReadOnlyCollection<string> Aliases => _aliases;

    private static IEnumerable<string> Imported(UsingDirectiveSyntax directive) =>
        directive.Alias is null && directive.StaticKeyword == default ? [] : MentionedNames.In(directive);

    private void Read(MemberDeclarationSyntax member, string path, string? type)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                string inner = path.Length == 0 ? space.Name.ToString() : path + "." + space.Name;
                _spaces.Add(inner);
                foreach (MemberDeclarationSyntax inside in space.Members)
                {
                    Read(inside, inner, null);
                }

                break;
            case TypeDeclarationSyntax declaration:
                ReadType(declaration, path, type);
                break;
            case EnumDeclarationSyntax enumeration:
                Add(enumeration, path, [enumeration.Identifier.ValueText, .. enumeration.Members.Select(m => m.Identifier.ValueText), .. type is null ? Array.Empty<string>() : [type]]);
                break;
            case DelegateDeclarationSyntax function:
                Add(function, path, [function.Identifier.ValueText]);
                break;
            case MethodDeclarationSyntax method:
                Add(method, path, [method.Identifier.ValueText]);
                break;
            case BaseFieldDeclarationSyntax field:
                Add(field, path, [type ?? Nameless, .. field.Declaration.Variables.Select(v => v.Identifier.ValueText)]);
                break;
            case PropertyDeclarationSyntax property:
                Add(property, path, [type ?? Nameless, property.Identifier.ValueText]);
                break;
            case EventDeclarationSyntax occurrence:
                Add(occurrence, path, [type ?? Nameless, occurrence.Identifier.ValueText]);
                break;
            default:
                Add(member, path, [type ?? Nameless]);
                break;
        }
    }

    private void ReadType(TypeDeclarationSyntax declaration, string path, string? outer)
    {
        string name = declaration.Identifier.ValueText;
        string inner = path + "/" + declaration.Keyword.ValueText + " " + name + declaration.TypeParameterList;

        // The heading is everything before the members.
        int start = declaration.SpanStart;
        int end = declaration.OpenBraceToken != default ? declaration.OpenBraceToken.SpanStart : declaration.Span.End;
        string heading = _tree.GetText().ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, Math.Max(start, end)));
        IEnumerable<string> mentioned = declaration.ChildNodes().Where(child => child is not MemberDeclarationSyntax).SelectMany(child => MentionedNames.In(child));
        string[] all = [.. mentioned, .. _imported];
        Add(name, TextHash.Of(_context, path, heading), all);
        if (outer is not null)
        {
            // Other code finds a nested type by its own name. But the type may still hide another, so it counts here too.
            Add(name, TextHash.Of(inner), []);
        }
        else if (RootOf(path) is "System" or "HmmGen")
        {
            // Generated code names such types, and C# would take this one in place of another. Every kernel depends on these two names.
            Add(RootOf(path), TextHash.Of(inner), []);
        }

        foreach (MemberDeclarationSyntax member in declaration.Members)
        {
            Read(member, inner, name);
        }
    }

    private static string RootOf(string path) => path.Split('.', '/')[0];

    private void Add(MemberDeclarationSyntax member, string path, IEnumerable<string> names)
    {
        int line = _tree.GetLineSpan(member.Span).StartLinePosition.Line;
        ulong hash = TextHash.Of(_context, path, line.ToString(System.Globalization.CultureInfo.InvariantCulture), _tree.GetText().ToString(member.Span));
        string[] mentioned = [.. MentionedNames.In(member), .. _imported];
        foreach (string name in names)
        {
            Add(name, hash, mentioned);
        }
    }

    private void Add(string name, ulong hash, IEnumerable<string> mentioned)
    {
        if (!_names.TryGetValue(name, out DeclaredName? declared))
        {
            _names.Add(name, declared = new DeclaredName());
        }

        declared.Add(hash, mentioned);
    }
}
