using System.Collections.Concurrent;

namespace HmmGen.Launching;

/// <summary>Threads that run launches; started when there is work, ended when there has been none for a while.</summary>
/// <remarks>
/// Not those of the thread pool: kernels run long, and the pool adds a thread only after half a second in which nothing has
/// ended, for which everything else in the process would wait. The system shares the processors among all threads at once.
/// </remarks>
internal static class LaunchThreads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentStack<Worker> Idle = new();

    /// <summary>Runs work on a thread of its own.</summary>
    /// <param name="work">The work; throws nothing.</param>
    /// <exception cref="OutOfMemoryException">There is no thread to be had.</exception>
    public static void Run(Action work)
    {
        while (Idle.TryPop(out Worker? worker))
        {
            if (worker.TryGive(work))
            {
                return;
            }
        }

        new Worker(work).Start();
    }

    /// <summary>Runs work.</summary>
    /// <param name="work">The work.</param>
    /// <param name="here">Whether it runs on this thread, which gets what it throws; else it has a thread of its own.</param>
    /// <returns>When it has ended, and how; whoever waits goes on elsewhere.</returns>
    /// <exception cref="OutOfMemoryException">There is no thread to be had.</exception>
    public static Task RunAsync(Action work, bool here)
    {
        if (here)
        {
            work();
            return Task.CompletedTask;
        }

        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Run(() =>
        {
            try
            {
                work();
                ended.SetResult();
            }
            catch (Exception failure)
            {
                // Not swallowed: the task has it.
                ended.SetException(failure);
            }
        });
        return ended.Task;
    }

    private sealed class Worker(Action first)
    {
        private readonly Lock _gate = new();
        private readonly SemaphoreSlim _given = new(0);
        private Action? _work = first;
        private bool _ended;

        public void Start() => new Thread(Loop) { IsBackground = true, Name = "HmmGen launch" }.UnsafeStart();

        public bool TryGive(Action work)
        {
            lock (_gate)
            {
                if (_ended)
                {
                    return false;
                }

                _work = work;
            }

            _given.Release();
            return true;
        }

        private void Loop()
        {
            do
            {
                Action work = _work!;
                _work = null;
                work();
                Idle.Push(this);
            }
            while (_given.Wait(Patience) || !TryEnd());
        }

        /// <summary>Ends, unless work was given at the last moment; the entry among the idle ones is passed over later.</summary>
        private bool TryEnd()
        {
            lock (_gate)
            {
                _ended = _work is null;
                if (_ended)
                {
                    return true;
                }
            }

            _given.Wait();
            return false;
        }
    }
}
