namespace HmmGen.Base;

/// <summary>
/// Waits that <see cref="Thread.Interrupt"/> does not end. What a thread waits for here would go on without it: others run work items over its memory, or give it
/// a lock that nobody would give back. So the interrupt waits, too. It comes back when the thread waits for nothing of the runtime any more.
/// </summary>
/// <remarks>Each thread has its own state, and all methods are for the calling thread.</remarks>
internal static class FirmWait
{
    [ThreadStatic]
    private static int _depth;

    [ThreadStatic]
    private static bool _isInterrupted;

    /// <summary>Begins work that has several waits; interrupts come back after all of it. <see cref="End"/> must follow on this thread.</summary>
    public static void Begin() => _depth++;

    /// <summary>Ends the work.</summary>
    public static void End()
    {
        if (--_depth == 0 && _isInterrupted)
        {
            _isInterrupted = false;
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>Waits until a task has ended, and throws what has ended it.</summary>
    /// <param name="task">The task.</param>
    public static void For(Task task)
    {
        For(task, static task => task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult());
        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits until an event is set.</summary>
    /// <param name="set">The event.</param>
    public static void For(ManualResetEventSlim set) => For(set, static set => set.Wait());

    /// <summary>Waits for a semaphore, and takes one of its counts.</summary>
    /// <param name="counts">The semaphore.</param>
    public static void For(SemaphoreSlim counts) => For(counts, static counts => counts.Wait());

    /// <summary>Takes a lock.</summary>
    /// <param name="gate">The lock.</param>
    /// <returns>The held lock; dispose of it to leave.</returns>
    public static LockScope Enter(Lock gate)
    {
        if (!gate.TryEnter())
        {
            For(gate, static gate => gate.Enter());
        }

        return new LockScope(gate);
    }

    private static void For<T>(T awaited, Action<T> wait)
    {
        Begin();
        try
        {
            while (true)
            {
                try
                {
                    wait(awaited);
                    return;
                }
                catch (ThreadInterruptedException)
                {
                    // Not lost: it comes back at the end.
                    _isInterrupted = true;
                }
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>A lock while it is held.</summary>
    /// <param name="gate">The lock.</param>
    internal readonly ref struct LockScope(Lock gate)
    {
        /// <summary>Leaves the lock.</summary>
        public void Dispose() => gate.Exit();
    }
}
