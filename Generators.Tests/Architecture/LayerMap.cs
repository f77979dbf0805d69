namespace HmmGen.Generators.Tests.Architecture;

/// <summary>The layers of a project: folders, the lowest first. A file may use what stands in its own layer or below.</summary>
/// <param name="Folder">The project's folder.</param>
/// <param name="Space">The project's root namespace.</param>
/// <param name="Layers">The folders under it, the lowest first; what lies in none of them stands on top.</param>
/// <param name="Silent">Folders whose names are no part of a namespace: their types are what users see.</param>
internal sealed record LayerMap(string Folder, string Space, IReadOnlyList<string> Layers, IReadOnlyList<string> Silent)
{
    /// <summary>The runtime; docs/overview.md has the picture.</summary>
    public static LayerMap Runtime { get; } = new(
        "Runtime", "HmmGen", ["Base", "Kernels", "Planning", "Coherence", "Devices", "Memory", "Paging", "Launching", "Facade"], ["Public", "Facade"]);

    /// <summary>The generator; docs/overview.md has the picture.</summary>
    public static LayerMap Generators { get; } = new(
        "Generators",
        "HmmGen.Generators",
        ["Model", "Diagnostics", "Symbols", "Signatures", "Parsing", "Lowering", "Emission", "Dependencies", "Analyzers"],
        []);

    /// <summary>The command <c>hmm</c>: on top stands the command line, which knows all commands.</summary>
    public static LayerMap Tool { get; } = new(
        "Tool", "HmmGen.Tool", ["Output", "Commands", "Assemblies", "Information", "Measuring", "Verification", "Explanation"], []);

    /// <summary>HmmGen in a container of services: on top stands what registers it.</summary>
    public static LayerMap Extensions { get; } = new("Extensions", "HmmGen.Extensions", ["Settings", "Choices"], []);

    /// <summary>All projects that have layers.</summary>
    public static IReadOnlyList<LayerMap> All { get; } = [Runtime, Generators, Tool, Extensions];

    /// <summary>The layer of a file.</summary>
    /// <param name="file">The file, relative to the project's folder, with slashes.</param>
    /// <returns>Its number, from 0.</returns>
    public int LayerOf(string file)
    {
        int layer = Layers.ToList().IndexOf(file.Split('/')[0]);
        return layer < 0 ? Layers.Count : layer;
    }

    /// <summary>The namespace that a file's types should have.</summary>
    /// <param name="file">The file, relative to the project's folder, with slashes.</param>
    /// <returns>The namespace.</returns>
    public string SpaceOf(string file)
    {
        string[] folders = file.Split('/')[..^1];
        return folders is [.., "Public"] ? Space : string.Join('.', folders.Where(folder => !Silent.Contains(folder)).Prepend(Space));
    }
}
