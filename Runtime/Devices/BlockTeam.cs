using HmmGen.Base.Teams;
using HmmGen.Kernels;

namespace HmmGen.Devices;

/// <summary>The threads of a simulated device, for the waves of one kernel in one variant. A block of work items runs on one thread.</summary>
/// <typeparam name="TArguments">The arguments of the kernel.</typeparam>
/// <param name="threads">The most threads.</param>
/// <param name="blockSize">The work items of a block.</param>
/// <remarks>
/// One wave runs at a time. It makes no objects. Between waves the team refers to no engine: a team lives as long as its kernel's assembly, and would keep every
/// device that was dropped.
/// </remarks>
internal abstract class BlockTeam<TArguments>(int threads, int blockSize) : WorkTeam
    where TArguments : unmanaged
{
    private Action? _leave;
    private SimulatedEngine? _engine;
    private Wave _wave;
    private TArguments _arguments;
    private CancellationToken _stop;
    private long _alone = 1;
    private int _helpers;

    /// <inheritdoc/>
    protected sealed override int Degree => threads;

    /// <inheritdoc/>
    protected sealed override bool IsWanted => false;

    /// <summary>Runs a wave.</summary>
    /// <param name="engine">The device.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="stop">When it is cancelled, items that have not begun are left out.</param>
    public void Run(SimulatedEngine engine, Wave wave, TArguments arguments, CancellationToken stop)
    {
        _engine = engine;
        _wave = wave;
        _arguments = arguments;
        _stop = stop;
        try
        {
            _alone = Run((wave.Count + blockSize - 1) / blockSize, _alone);
        }
        finally
        {
            _engine = null;
            _stop = CancellationToken.None;
        }
    }

    /// <summary>Runs some work items on this thread.</summary>
    /// <param name="engine">The device.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="stop">When it is cancelled, items that have not begun are left out.</param>
    /// <param name="first">The first item.</param>
    /// <param name="end">One past the last item.</param>
    protected abstract void Run(SimulatedEngine engine, Wave wave, TArguments arguments, CancellationToken stop, long first, long end);

    /// <inheritdoc/>
    protected sealed override bool RunItems(long first, long end)
    {
        Run(_engine!, _wave, _arguments, _stop, first * blockSize, Math.Min(_wave.Count, end * blockSize));
        return true;
    }

    /// <inheritdoc/>
    protected sealed override bool TryStart(Action help)
    {
        if (Interlocked.Increment(ref _helpers) >= threads)
        {
            Interlocked.Decrement(ref _helpers);
            return false;
        }

        if (LaunchThreads.TryHelp(help, _leave ??= () => Interlocked.Decrement(ref _helpers)))
        {
            return true;
        }

        Interlocked.Decrement(ref _helpers);
        return false;
    }
}
