// Safety: a lock is a word in unmanaged memory. It outlives every thread that may take it.
namespace HmmGen.Coherence.Core;

/// <summary>A lock in unmanaged memory: 0 free, 1 held, 2 held and a thread sleeps (Drepper, "Futexes Are Tricky", mutex 2).</summary>
/// <remarks>
/// A lock is held within one call of the core only. That call waits for copies and system calls, but never for a compute kernel or managed code. With a
/// fault service the core is native code, so a garbage collection cannot stop a thread that holds a lock.
/// </remarks>
internal static unsafe class HostLock
{
    private const int Spins = 100;

    /// <summary>Takes a lock, and waits for it.</summary>
    /// <param name="word">The lock.</param>
    public static void Enter(int* word)
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            if (*word == 0 && Interlocked.CompareExchange(ref *word, 1, 0) == 0)
            {
                return;
            }

            Thread.SpinWait(20);
        }

        while (Interlocked.Exchange(ref *word, 2) != 0)
        {
            if (OperatingSystem.IsLinux())
            {
                SystemCalls.WaitWhile(word, 2);
            }
            else
            {
                Thread.Sleep(0);
            }
        }
    }

    /// <summary>Releases a lock.</summary>
    /// <param name="word">The lock.</param>
    public static void Leave(int* word)
    {
        if (Interlocked.Exchange(ref *word, 0) == 2 && OperatingSystem.IsLinux())
        {
            SystemCalls.WakeOne(word);
        }
    }
}
