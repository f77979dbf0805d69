using HmmGen.Kernels;

namespace HmmGen.Tool.Assemblies;

/// <summary>A kernel of an app.</summary>
/// <param name="Type">The generated type.</param>
/// <param name="Arguments">The type of its arguments.</param>
/// <param name="Descriptor">Its descriptor.</param>
internal sealed record AppKernel(Type Type, Type Arguments, KernelDescriptor Descriptor)
{
    /// <summary>The name as errors have it: <c>Ops.Saxpy</c>.</summary>
    public string Name => Descriptor.Name;

    /// <summary>The name with its namespace.</summary>
    public string FullName => Type.Namespace is { Length: > 0 } space ? $"{space}.{Name}" : Name;

    /// <summary>The method's name alone.</summary>
    public string Method => Name[(Name.LastIndexOf('.') + 1)..];
}
