using System.ComponentModel;
using HmmGen.Launching;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Generated;

/// <summary>A launch on its way from a generated overload, which knows the signature only, to the kernel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct KernelLaunch
{
    private readonly HmmDevice _device;
    private readonly HmmExtent _extent;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _waits;
    private Task? _task;

    /// <summary>A launch that returns when the kernel has finished.</summary>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    public KernelLaunch(HmmDevice device, HmmExtent extent)
    {
        _device = device;
        _extent = extent;
        _waits = true;
    }

    /// <summary>A launch that gives a task.</summary>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="cancellationToken">Ends the launch between chunks and waves.</param>
    public KernelLaunch(HmmDevice device, HmmExtent extent, CancellationToken cancellationToken)
    {
        _device = device;
        _extent = extent;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Confirms that the kernel has run.</summary>
    public readonly void Finish() => _ = Task;

    /// <summary>Ends when the kernel has finished.</summary>
    public readonly Task Task =>
        _task ?? throw new InvalidOperationException("The kernel was not compiled: correct the errors of its method, or add the generator to the project.");

    /// <summary>Runs the kernel, or begins to.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="buffers">The buffers, in the order of the span parameters.</param>
    /// <exception cref="ArgumentException">An argument is wrong; nothing ran.</exception>
    /// <exception cref="HmmAccessException">A work item reached outside a buffer, or against its protection.</exception>
    /// <exception cref="HmmOutOfMemoryException">The device cannot hold one page.</exception>
    public void Run<TKernel, TArguments>(TArguments arguments, params LaunchBuffer[] buffers)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        ArgumentNullException.ThrowIfNull(_device, "device");
        ArgumentNullException.ThrowIfNull(buffers);
        LaunchedKernel<TKernel, TArguments> kernel = new(arguments);
        LaunchCheck.Arguments(kernel.Descriptor, _device.Session, _extent, buffers);
        _task = KernelLauncher.RunAsync(kernel, _device.Session, _extent, buffers, here: _waits, _cancellationToken);
        if (_waits)
        {
            // It has ended.
            _task.GetAwaiter().GetResult();
        }
    }
}
