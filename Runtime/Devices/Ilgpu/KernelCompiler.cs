using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Compiles entry points for one kind of device, without a device.</summary>
/// <remarks>
/// It has its own context, apart from that of the device. A kernel that cannot be compiled leaves its context in a state in
/// which later compilations may fail; the compiler then starts over with a new context.
/// </remarks>
/// <param name="open">Makes the back end in a context.</param>
internal sealed class KernelCompiler(Func<Context, Backend> open) : IDisposable
{
    private readonly Lock _gate = new();
    private Context? _context;
    private Backend? _backend;

    /// <summary>Compiles an entry point.</summary>
    /// <param name="entry">A method of <see cref="HmmGen.Devices.Ilgpu.KernelEntry"/>, its type arguments given.</param>
    /// <returns>The kernel, with arithmetic that no later compiler may fuse.</returns>
    public CompiledKernel Compile(MethodInfo entry)
    {
        lock (_gate)
        {
            try
            {
                return CompileOnce(entry);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // Now and then ILGPU fails on a kernel that it compiles the next time (docs/ilgpu.md). A real error of the kernel comes again.
                return CompileOnce(entry);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    private CompiledKernel CompileOnce(MethodInfo entry)
    {
        bool done = false;
        try
        {
            _context ??= IlgpuContext.Create();
            _backend ??= open(_context);
            CompiledKernel kernel = _backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(entry), default, default(PhiSeparation));
            CompiledText.Finish(kernel);
            done = true;
            return kernel;
        }
        finally
        {
            if (!done)
            {
                Close();
            }
        }
    }

    private void Close()
    {
        _backend?.Dispose();
        _context?.Dispose();
        _backend = null;
        _context = null;
    }
}
