using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HmmGen.Base.Teams;

/// <summary>The threads that run launches, and that help. A thread starts when there is work, and ends after some time without work.</summary>
/// <remarks>
/// The thread pool is not used: kernels run long, and the pool adds a thread only after half a second in which no work has ended. All other work of the
/// process would wait for so long. With these threads Linux shares the processors among all threads at once.
/// </remarks>
internal static class LaunchThreads
{
    /// <summary>
    /// How long an idle thread looks for work before it sleeps, in ticks of <see cref="Stopwatch"/>. Launches come in bursts, and to wake it takes longer than to
    /// find work.
    /// </summary>
    public static readonly long Burst = Environment.ProcessorCount > 1 ? Stopwatch.Frequency * 50 / 1_000_000 : 0;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly int MostAwaited = 2 * Environment.ProcessorCount;
    private static readonly IdleList Idle = new();

    /// <summary>The helpers that have been given work and have not begun it.</summary>
    private static int _awaited;

    /// <summary>Runs work on a thread of its own.</summary>
    /// <param name="work">The work. It must not throw.</param>
    /// <exception cref="OutOfMemoryException">No thread can be started.</exception>
    public static void Run(Action work) => Give(work, null, rests: false, helps: false);

    /// <summary>Runs help on a thread of its own, unless the process has enough helpers that have not begun: another one would come too late, too.</summary>
    /// <param name="help">The help. It must not throw.</param>
    /// <param name="ended">What the thread does when the help has ended and it may be given other work. It must not throw.</param>
    /// <param name="rests">Whether the thread sleeps at once when the help has ended, since others need the processor then.</param>
    /// <returns>Whether the help will run. False where no thread can be started, too.</returns>
    /// <remarks>Launches that are shorter than a thread takes to begin would each start threads of their own, and the process would get more and more of them.</remarks>
    public static bool TryHelp(Action help, Action? ended = null, bool rests = false)
    {
        if (Interlocked.Increment(ref _awaited) > MostAwaited)
        {
            Interlocked.Decrement(ref _awaited);
            return false;
        }

        try
        {
            Give(help, ended, rests, helps: true);
            return true;
        }
        catch (Exception failure) when (failure is OutOfMemoryException or ThreadStartException)
        {
            // The process can have no more threads. The running ones go on alone.
            Interlocked.Decrement(ref _awaited);
            return false;
        }
    }

    private static void Give(Action work, Action? ended, bool rests, bool helps)
    {
        while (Idle.Pop() is { } worker)
        {
            if (worker.TryGive(work, ended, rests, helps))
            {
                return;
            }
        }

        new Worker(work, ended, rests, helps).Start();
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
            Exception? failure = null;
            try
            {
                work();
            }
            catch (Exception thrown)
            {
                // The failure is not lost: the task has it.
                failure = thrown;
            }

            End(ended, failure);
        });
        return ended.Task;
    }

    private static void End(TaskCompletionSource ended, Exception? failure)
    {
        try
        {
            if (failure is null)
            {
                ended.SetResult();
            }
            else
            {
                ended.SetException(failure);
            }
        }
        catch (OutOfMemoryException) when (ended.Task.IsCompleted)
        {
            // The task has ended, and who waits for it goes on. The thread pool could not start a thread for what was to come next.
        }
    }

    private sealed class Worker(Action first, Action? firstEnded, bool firstRests, bool firstHelps)
    {
        private readonly Lock _gate = new();
        private readonly SemaphoreSlim _given = new(0);
        private Action? _work = first;
        private Action? _ended = firstEnded;
        private bool _rests = firstRests;
        private bool _helps = firstHelps;
        private bool _sleeps;
        private bool _isOver;

        /// <summary>The next one in the list of idle threads.</summary>
        public Worker? Next { get; set; }

        public void Start() => new Thread(Loop) { IsBackground = true, Name = "HmmGen launch" }.UnsafeStart();

        public bool TryGive(Action work, Action? ended, bool rests, bool helps)
        {
            bool wakes;
            lock (_gate)
            {
                if (_isOver)
                {
                    return false;
                }

                _ended = ended;
                _rests = rests;
                _helps = helps;
                Volatile.Write(ref _work, work);
                wakes = _sleeps;
                _sleeps = false;
            }

            if (wakes)
            {
                _given.Release();
            }

            return true;
        }

        private void Loop()
        {
            bool rests;
            do
            {
                rests = RunGiven();
            }
            while ((!rests && HasWorkSoon()) || HasWorkLater());
        }

        /// <summary>Runs the work. An idle thread refers to none: its kernel may be of an assembly that is to be unloaded. So the locals are not those of the loop.</summary>
        /// <returns>Whether the thread sleeps at once.</returns>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private bool RunGiven()
        {
            Action work = _work!;
            Action? ended = _ended;
            bool rests = _rests;
            _work = null;
            _ended = null;
            if (_helps)
            {
                Interlocked.Decrement(ref _awaited);
            }

            work();
            Idle.Push(this);
            ended?.Invoke();
            return rests;
        }

        private bool HasWorkSoon()
        {
            long began = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref _work) is null)
            {
                if (Stopwatch.GetTimestamp() - began > Burst)
                {
                    return false;
                }

                Thread.SpinWait(10);
            }

            return true;
        }

        /// <summary>Sleeps until work is given, or for some time. Then the thread ends, and Run skips its entry in the list of idle threads.</summary>
        private bool HasWorkLater()
        {
            lock (_gate)
            {
                if (_work is not null)
                {
                    return true;
                }

                _sleeps = true;
            }

            if (_given.Wait(Patience))
            {
                return true;
            }

            lock (_gate)
            {
                _isOver = _sleeps;
                if (_isOver)
                {
                    return false;
                }
            }

            // Work was given at the last moment.
            _given.Wait();
            return true;
        }
    }

    /// <summary>The idle threads, the last one first, since it is most likely to be awake. It makes no objects.</summary>
    private sealed class IdleList
    {
        private readonly Lock _gate = new();
        private Worker? _first;

        public void Push(Worker worker)
        {
            lock (_gate)
            {
                worker.Next = _first;
                _first = worker;
            }
        }

        public Worker? Pop()
        {
            lock (_gate)
            {
                Worker? worker = _first;
                _first = worker?.Next;
                if (worker is not null)
                {
                    worker.Next = null;
                }

                return worker;
            }
        }
    }
}
