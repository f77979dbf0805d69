using System.Reflection;
using System.Runtime.Loader;

namespace HmmGen.Tool.Assemblies;

/// <summary>Loads an app's assembly with what its <c>.deps.json</c> names. HmmGen and ILGPU are those of the tool, which compiles the kernels.</summary>
/// <remarks>It is never unloaded: ILGPU keeps what it knows of a type beyond the type's life.</remarks>
/// <param name="path">The app's assembly.</param>
internal sealed class AppLoadContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
{
    /// <summary>The name of HmmGen's runtime.</summary>
    public static readonly string Runtime = typeof(HmmDevice).Assembly.GetName().Name!;

    private readonly AssemblyDependencyResolver? _resolver = ResolverOf(path);
    private readonly string _folder = Path.GetDirectoryName(path)!;

    /// <summary>The app's own file for an assembly.</summary>
    /// <param name="name">The assembly.</param>
    /// <returns>The file; null for assemblies of .NET and of the tool.</returns>
    public string? PathOf(AssemblyName name)
    {
        if (name.Name is null || name.Name == Runtime || name.Name.StartsWith("ILGPU", StringComparison.Ordinal))
        {
            return null;
        }

        string beside = Path.Combine(_folder, name.Name + ".dll");
        return _resolver?.ResolveAssemblyToPath(name) ?? (File.Exists(beside) ? beside : null);
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => PathOf(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    private static AssemblyDependencyResolver? ResolverOf(string path)
    {
        try
        {
            return new AssemblyDependencyResolver(path);
        }
        catch (InvalidOperationException)
        {
            // The .deps.json cannot be read. What lies beside the assembly may be all that is needed.
            return null;
        }
    }
}
