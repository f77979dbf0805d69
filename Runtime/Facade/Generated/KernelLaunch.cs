using System.ComponentModel;
using HmmGen.Launching;
using HmmGen.Launching.Kept;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Generated;

/// <summary>A launch on its way to the kernel from a generated overload, which knows only the signature.</summary>
/// <remarks>One thread uses a value at a time.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct KernelLaunch
{
    private readonly HmmDevice _device;
    private readonly HmmExtent _extent;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _waits;
    private Task? _task;

    /// <summary>Makes a launch whose <see cref="Run{TKernel, TArguments}(TArguments, ReadOnlySpan{LaunchBuffer})"/> returns when the kernel has finished.</summary>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    public KernelLaunch(HmmDevice device, HmmExtent extent)
    {
        _device = device;
        _extent = extent;
        _waits = true;
    }

    /// <summary>Makes a launch whose <see cref="Task"/> ends when the kernel has finished.</summary>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="cancellationToken">Cancels the launch, between chunks and waves.</param>
    public KernelLaunch(HmmDevice device, HmmExtent extent, CancellationToken cancellationToken)
    {
        _device = device;
        _extent = extent;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Checks that the kernel was run.</summary>
    /// <exception cref="InvalidOperationException">The kernel was not compiled, so <see cref="Run{TKernel, TArguments}(TArguments, ReadOnlySpan{LaunchBuffer})"/> was not called.</exception>
    public readonly void Finish() => _ = Task;

    /// <summary>The task of the launch. It ends when the kernel has finished.</summary>
    /// <exception cref="InvalidOperationException">The kernel was not compiled, so <see cref="Run{TKernel, TArguments}(TArguments, ReadOnlySpan{LaunchBuffer})"/> was not called.</exception>
    public readonly Task Task =>
        _task ?? throw new InvalidOperationException("The kernel has no code: its method has errors, which this build did not report, or the generator was not part of it. Build with analyzers, and look for errors HMM.");

    /// <summary>Runs the kernel, or starts it when the launch has a task.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">The arguments of the kernel.</typeparam>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="buffers">The buffers, in the order of the span parameters.</param>
    /// <exception cref="ArgumentNullException">The device or a buffer is null. Nothing has run.</exception>
    /// <exception cref="ArgumentException">An argument is wrong, or parameters overlap so that their elements do not coincide. Nothing has run.</exception>
    /// <exception cref="ObjectDisposedException">The device or an array is disposed of. Nothing has run.</exception>
    /// <exception cref="HmmAccessException">A work item made an access outside a buffer, or against its protection.</exception>
    /// <exception cref="HmmOutOfMemoryException">The device cannot hold the page of one access, or has not the memory for the launch.</exception>
    /// <exception cref="HmmDeviceException">The device, its driver or its compiler failed.</exception>
    /// <exception cref="IOException">
    /// The file beneath an array has become shorter (<see cref="EndOfStreamException"/>), or cannot be read or written.
    /// </exception>
    /// <exception cref="OutOfMemoryException">The process cannot start a thread for the launch.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    /// <remarks>
    /// A launch also throws the exceptions of its kernel and of its progress receiver. Every launch checks null, disposed and wrong arguments in this call. All
    /// other exceptions of a launch with a task, those of overlapping parameters included, come from the task.
    /// </remarks>
    public void Run<TKernel, TArguments>(TArguments arguments, params LaunchBuffer[] buffers)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        ArgumentNullException.ThrowIfNull(_device, "device");
        ArgumentNullException.ThrowIfNull(buffers);
        Run<TKernel, TArguments>(arguments, new ReadOnlySpan<LaunchBuffer>(buffers));
    }

    /// <inheritdoc cref="Run{TKernel, TArguments}(TArguments, LaunchBuffer[])"/>
    /// <remarks>A program in C# 13 or later calls this overload, which needs no array.</remarks>
    public void Run<TKernel, TArguments>(TArguments arguments, params ReadOnlySpan<LaunchBuffer> buffers)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        ArgumentNullException.ThrowIfNull(_device, "device");
        if (_waits && KeptLaunches<TKernel, TArguments>.TryRun(_device.Session, _extent, arguments, buffers))
        {
            _task = Task.CompletedTask;
            return;
        }

        LaunchedKernel<TKernel, TArguments> kernel = new(arguments);
        LaunchCheck.Arguments(kernel.Descriptor, _device.Session, _extent, buffers);
        _task = KernelLauncher.RunAsync(kernel, _device.Session, _extent, buffers.ToArray(), here: _waits, _cancellationToken);
        if (_waits)
        {
            // The task has ended. This throws its exception.
            _task.GetAwaiter().GetResult();
        }
    }
}
