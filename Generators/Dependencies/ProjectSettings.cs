using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Dependencies;

/// <summary>The settings beside its files that decide the meaning of a project's code.</summary>
internal sealed class ProjectSettings : IEquatable<ProjectSettings>
{
    private readonly CompilationOptions _options;
    private readonly ParseOptions? _parsing;
    private readonly string? _name;
    private readonly ImmutableArray<MetadataReference> _references;

    /// <summary>Reads a compilation.</summary>
    /// <param name="compilation">The compilation; it is not kept.</param>
    public ProjectSettings(Compilation compilation)
    {
        _options = compilation.Options;
        _parsing = compilation.SyntaxTrees.FirstOrDefault()?.Options;
        _name = compilation.AssemblyName;
        _references = [.. compilation.References];
    }

    /// <inheritdoc/>
    public bool Equals(ProjectSettings? other) => other is not null
        && (ReferenceEquals(_options, other._options) || _options.Equals(other._options))
        && (ReferenceEquals(_parsing, other._parsing) || (_parsing is not null && _parsing.Equals(other._parsing)))
        && _name == other._name
        && _references.SequenceEqual(other._references);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProjectSettings);

    /// <inheritdoc/>
    public override int GetHashCode() => _name?.GetHashCode() ?? 0;
}
