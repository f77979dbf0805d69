// Safety: a lock is a word in unmanaged memory that outlives everybody who may take it.
namespace HmmGen.Coherence.Core;

/// <summary>A lock in unmanaged memory: 0 free, 1 held, 2 held and somebody sleeps (Drepper, "Futexes Are Tricky", mutex 2).</summary>
/// <remarks>
/// Held within one call of the core only, which waits for copies and system calls but never for a kernel or for managed code. Where
/// there is a fault service the core is native code, so a collection cannot stop a thread that holds one.
/// </remarks>
internal static unsafe class HostLock
{
    private const int Spins = 100;

    /// <summary>Waits for a lock.</summary>
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

    /// <summary>Leaves a lock.</summary>
    /// <param name="word">The lock.</param>
    public static void Leave(int* word)
    {
        if (Interlocked.Exchange(ref *word, 0) == 2 && OperatingSystem.IsLinux())
        {
            SystemCalls.WakeOne(word);
        }
    }
}
