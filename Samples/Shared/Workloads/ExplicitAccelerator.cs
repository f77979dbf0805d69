using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Samples;

/// <summary>ILGPU on its own, for code by hand with copies of whole arrays.</summary>
internal sealed class ExplicitAccelerator : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.OpenCL().Cuda());

    /// <summary>Opens the first device of a kind.</summary>
    /// <param name="kind">OpenCL or CUDA.</param>
    public ExplicitAccelerator(HmmDeviceKind kind)
        => Accelerator = kind == HmmDeviceKind.Cuda
            ? _context.GetCudaDevices()[0].CreateAccelerator(_context)
            : _context.GetCLDevices()[0].CreateAccelerator(_context);

    /// <summary>The device.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Whether code by hand for a device of this kind is ILGPU; else it is plain C#.</summary>
    /// <param name="kind">The kind of device.</param>
    /// <returns>True for OpenCL and CUDA.</returns>
    public static bool Serves(HmmDeviceKind kind) => kind is HmmDeviceKind.OpenCL or HmmDeviceKind.Cuda;

    /// <inheritdoc/>
    public void Dispose()
    {
        Accelerator.Dispose();
        _context.Dispose();
    }
}
