using System.Reflection;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using HmmGen.Tool.Commands;

namespace HmmGen.Tool.Assemblies;

/// <summary>An app's assembly, loaded, with its kernels.</summary>
/// <param name="File">The assembly's file.</param>
/// <param name="Context">What loaded it.</param>
/// <param name="Kernels">Its kernels, by name.</param>
internal sealed record AppAssembly(AppFile File, AppLoadContext Context, IReadOnlyList<AppKernel> Kernels)
{
    /// <summary>Loads an assembly.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The assembly.</returns>
    /// <exception cref="ToolException">It cannot be loaded, or has no kernels of this version of HmmGen.</exception>
    public static AppAssembly Load(string path)
    {
        AppFile file = AppFile.Read(path);
        file.Check();
        AppLoadContext context = new(file.Path);
        try
        {
            Assembly assembly = context.LoadFromAssemblyPath(file.Path);
            return new AppAssembly(
                file, context, [.. file.Kernels.Select(name => Kernel(assembly.GetType(name, throwOnError: true)!)).OrderBy(kernel => kernel.FullName, StringComparer.Ordinal)]);
        }
        catch (Exception failure) when (failure.GetBaseException() is { } cause && IsOfLoading(cause))
        {
            throw new ToolException(
                $"{Path.GetFileName(path)} cannot be loaded: {failure.GetBaseException().Message} What it needs must lie beside it: build or publish it first.",
                cause: failure);
        }
    }

    private static bool IsOfLoading(Exception cause) => cause
        is FileNotFoundException or FileLoadException or BadImageFormatException or TypeLoadException or MissingMemberException or ArgumentException or FormatException;

    private static AppKernel Kernel(Type type)
    {
        Type arguments = KernelEntries.ArgumentsOf(type);
        PropertyInfo descriptor = type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)
            ?? throw new MissingMemberException(type.FullName, "Descriptor");
        return new AppKernel(type, arguments, (KernelDescriptor)descriptor.GetValue(null)!);
    }
}
