// Safety: pointers are passed on as they come.
using HmmGen.Kernels;

namespace HmmGen.Devices;

/// <summary>An engine behind a lock: one call at a time, whichever launch or host touch makes it.</summary>
/// <remarks>The lock is the innermost of all: while it is held no other is taken, so waiting for it never deadlocks.</remarks>
/// <param name="engine">The engine, owned from now on.</param>
internal sealed unsafe class DevicePort(DeviceEngine engine) : IDisposable
{
    private readonly Lock _gate = new();

    /// <inheritdoc cref="DeviceEngine.MaximumFrameBytes"/>
    public long MaximumFrameBytes => engine.MaximumFrameBytes;

    /// <inheritdoc cref="DeviceEngine.Reserve"/>
    public void Reserve(DeviceStorage storage, long bytes)
    {
        lock (_gate)
        {
            engine.Reserve(storage, bytes);
        }
    }

    /// <inheritdoc cref="DeviceEngine.Upload"/>
    public void Upload(DeviceStorage storage, long offset, void* source, long bytes)
    {
        lock (_gate)
        {
            engine.Upload(storage, offset, source, bytes);
        }
    }

    /// <summary>Copies values to the device.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="offset">The first byte in control memory.</param>
    /// <param name="values">The values.</param>
    public void UploadControl<T>(long offset, ReadOnlySpan<T> values) where T : unmanaged
    {
        if (!values.IsEmpty)
        {
            fixed (T* source = values)
            {
                Upload(DeviceStorage.Control, offset, source, (long)values.Length * sizeof(T));
            }
        }
    }

    /// <inheritdoc cref="DeviceEngine.Download"/>
    public void Download(DeviceStorage storage, long offset, void* target, long bytes)
    {
        lock (_gate)
        {
            engine.Download(storage, offset, target, bytes);
        }
    }

    /// <summary>Copies values from the device.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="offset">The first byte in control memory.</param>
    /// <param name="values">Where they go.</param>
    public void DownloadControl<T>(long offset, Span<T> values) where T : unmanaged
    {
        if (!values.IsEmpty)
        {
            fixed (T* target = values)
            {
                Download(DeviceStorage.Control, offset, target, (long)values.Length * sizeof(T));
            }
        }
    }

    /// <inheritdoc cref="DeviceEngine.Clear"/>
    public void Clear(DeviceStorage storage, long offset, long bytes)
    {
        lock (_gate)
        {
            engine.Clear(storage, offset, bytes);
        }
    }

    /// <inheritdoc cref="DeviceEngine.Run"/>
    public void Run<TKernel, TArguments>(KernelForm form, LaunchFrame frame, TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        lock (_gate)
        {
            engine.Run<TKernel, TArguments>(form, frame, arguments);
        }
    }

    /// <summary>Closes the engine.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            engine.Dispose();
        }
    }
}
