using System.Reflection;
using HmmGen.Planning;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Compiles generated kernels for kinds of devices that this machine may lack.</summary>
/// <remarks>The text is the one that such a device would get.</remarks>
internal sealed class OfflineCompiler : IDisposable
{
    private readonly KernelCompiler _compiler;

    private OfflineCompiler(string target, KernelCompiler compiler)
    {
        Target = target;
        _compiler = compiler;
    }

    /// <summary>The names of the variants in which a kernel can be compiled.</summary>
    public static IReadOnlyList<string> Variants { get; } = Enum.GetNames<KernelVariant>();

    /// <summary>The variants that a kernel has. Only some kernels have a scout, or indices that the plan names beside others.</summary>
    /// <param name="kernel">The generated kernel, an <see cref="IHmmKernel{TArguments}"/>.</param>
    /// <returns>Names of <see cref="Variants"/>.</returns>
    public static IReadOnlyList<string> VariantsOf(Type kernel)
        => [.. Variants.Where(variant => KernelEntries.Has(kernel, Enum.Parse<KernelVariant>(variant)))];

    /// <summary>The target, as errors name it.</summary>
    public string Target { get; }

    /// <summary>Makes a compiler to PTX assembly, for NVIDIA GPUs.</summary>
    /// <param name="major">The architecture's first digits: 9 for sm_90.</param>
    /// <param name="minor">The architecture's last digit.</param>
    /// <returns>The compiler; to be disposed of.</returns>
    public static OfflineCompiler Ptx(int major, int minor)
    {
        CudaArchitecture architecture = new(major, minor);
        return new OfflineCompiler(
            $"PTX sm_{major}{minor}",
            new KernelCompiler(context => new PTXBackend(context, architecture, CudaInstructionSet.ISA_88, null!)));
    }

    /// <summary>Makes a compiler to OpenCL C, for a device that has all that ILGPU can use.</summary>
    /// <returns>The compiler; to be disposed of.</returns>
    public static OfflineCompiler OpenCL() => new("OpenCL C", new KernelCompiler(context =>
    {
        // Every capability is a parameter of the constructor, in an order that ILGPU may change.
        ConstructorInfo make = typeof(CLCapabilityContext).GetConstructors().Single(constructor =>
            constructor.GetParameters() is { Length: > 0 } parameters
            && parameters.All(parameter => parameter.ParameterType == typeof(bool)));
        object[] all = [.. make.GetParameters().Select(_ => (object)true)];
        return new CLBackend(context, (CLCapabilityContext)make.Invoke(all), CLDeviceVendor.Other, CLCVersion.CL20);
    }));

    /// <summary>Compiles a kernel.</summary>
    /// <param name="kernel">The generated kernel, an <see cref="IHmmKernel{TArguments}"/>.</param>
    /// <param name="variant">One of its <see cref="VariantsOf"/>.</param>
    /// <returns>The text.</returns>
    /// <exception cref="HmmDeviceException">ILGPU refuses the kernel, for the inner exception's reason. Other kernels can still be compiled.</exception>
    public string Compile(Type kernel, string variant)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Type arguments = KernelEntries.ArgumentsOf(kernel);
        KernelVariant number = Enum.Parse<KernelVariant>(variant);
        try
        {
            return Compile(KernelEntries.Of(kernel, arguments, number));
        }
        catch (Exception failure)
        {
            throw new HmmDeviceException($"{Target} of {kernel} as {variant}: {failure.GetBaseException().Message}", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _compiler.Dispose();

    /// <summary>Compiles any entry point.</summary>
    /// <param name="entry">A static method.</param>
    /// <returns>The text.</returns>
    internal string Compile(MethodInfo entry) => CompiledText.Of(_compiler.Compile(entry));
}
