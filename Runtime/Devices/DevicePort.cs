// Safety: pointers are passed on as they come.
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Devices;

/// <summary>An engine behind a lock: one call at a time, from any launch. The core copies frames, not this class.</summary>
/// <remarks>This lock is the innermost: no thread takes another lock while it holds this one, so waiting for it never deadlocks.</remarks>
/// <param name="engine">The engine, owned from now on.</param>
internal sealed unsafe class DevicePort(DeviceEngine engine) : IDisposable
{
    private readonly Lock _gate = new();

    /// <inheritdoc cref="DeviceEngine.MaximumFrameBytes"/>
    public long MaximumFrameBytes => engine.MaximumFrameBytes;

    /// <inheritdoc cref="DeviceEngine.SmallestWave"/>
    public long SmallestWave => engine.SmallestWave;

    /// <inheritdoc cref="DeviceEngine.ReservesLazily"/>
    public bool ReservesLazily => engine.ReservesLazily;

    /// <inheritdoc cref="DeviceEngine.RestingThreads"/>
    public int RestingThreads => engine.RestingThreads;

    /// <inheritdoc cref="DeviceEngine.CopiesBesideWaves"/>
    public bool CopiesBesideWaves => engine.CopiesBesideWaves;

    /// <inheritdoc cref="DeviceEngine.OthersHaveFrames"/>
    public bool OthersHaveFrames => engine.OthersHaveFrames;

    /// <inheritdoc cref="DeviceEngine.StopsBetweenItems"/>
    public bool StopsBetweenItems => engine.StopsBetweenItems;

    /// <inheritdoc cref="DeviceEngine.Reserve"/>
    public void Reserve(DeviceStorage storage, long bytes)
    {
        lock (_gate)
        {
            engine.Reserve(storage, bytes);
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
                lock (_gate)
                {
                    engine.Upload(DeviceStorage.Control, offset, source, (long)values.Length * sizeof(T));
                }
            }
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
                lock (_gate)
                {
                    engine.Download(DeviceStorage.Control, offset, target, (long)values.Length * sizeof(T));
                }
            }
        }
    }

    /// <summary>Sets control memory to zero.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">How many.</param>
    public void ClearControl(long offset, long bytes)
    {
        lock (_gate)
        {
            engine.Clear(DeviceStorage.Control, offset, bytes);
        }
    }

    /// <summary>Sets frame memory to zero.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">How many.</param>
    public void ClearFrames(long offset, long bytes)
    {
        lock (_gate)
        {
            engine.Clear(DeviceStorage.Frames, offset, bytes);
        }
    }

    /// <inheritdoc cref="DeviceEngine.Lend"/>
    public NativeFrames Lend()
    {
        lock (_gate)
        {
            return engine.Lend();
        }
    }

    /// <inheritdoc cref="DeviceEngine.EndLoan"/>
    public void EndLoan()
    {
        lock (_gate)
        {
            engine.EndLoan();
        }
    }

    /// <summary>Lets the caller alone use the engine, to run a wave.</summary>
    /// <param name="used">The engine, until the scope ends.</param>
    /// <returns>The scope.</returns>
    public Lock.Scope Use(out DeviceEngine used)
    {
        used = engine;
        return _gate.EnterScope();
    }

    /// <inheritdoc cref="DeviceEngine.RunInPlace"/>
    public void RunInPlace<TKernel, TArguments>(KernelVariant variant, Wave wave, in TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        lock (_gate)
        {
            engine.RunInPlace<TKernel, TArguments>(variant, wave, arguments);
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
