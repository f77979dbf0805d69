using System.Collections.Concurrent;

namespace HmmGen.Launching;

/// <summary>The threads that run launches. A thread starts when there is work, and ends after some time without work.</summary>
/// <remarks>
/// The thread pool is not used: kernels run long, and the pool adds a thread only after half a second in which no work has ended. All other work of the
/// process would wait for so long. With these threads Linux shares the processors among all threads at once.
/// </remarks>
internal static class LaunchThreads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentStack<Worker> Idle = new();

    /// <summary>Runs work on a thread of its own.</summary>
    /// <param name="work">The work. It must not throw.</param>
    /// <exception cref="OutOfMemoryException">No thread can be started.</exception>
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

    /// <summary>Runs work on this thread or on a thread of its own.</summary>
    /// <param name="work">The work.</param>
    /// <param name="here">Whether the work runs on this thread; the call then throws what the work throws. Otherwise it has its own thread.</param>
    /// <returns>A task that ends with the work, and with its exception. Continuations do not run on the work's thread.</returns>
    /// <exception cref="OutOfMemoryException">No thread can be started.</exception>
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
                // The failure is not lost: the task has it.
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

        /// <summary>Ends the thread, unless work was given at the last moment. Run later skips its entry in the list of idle threads.</summary>
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
