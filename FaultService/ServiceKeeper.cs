// Safety: the thread has its own table of descriptors, so that closing them here closes none elsewhere. It waits as long as the process runs.
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>
/// A thread that keeps a service's files open when other code closes them: without them Linux would give zeros to threads that touch the memory.
/// It ends the process when the serving thread has ended, since every page fault would then wait for ever.
/// </summary>
internal static unsafe class ServiceKeeper
{
    private const int StackBytes = 128 << 10;

    /// <summary>Starts the thread, and waits until it has the files.</summary>
    /// <param name="service">The service, whose thread was started.</param>
    public static void Start(ServiceState* service)
    {
        nint state = (nint)service;
        new Thread(() => Run((ServiceState*)state), StackBytes) { IsBackground = true, Name = "HmmGen keeper" }.Start();
        while (Volatile.Read(ref service->IsKept) == 0)
        {
            Thread.Sleep(0);
        }
    }

    private static void Run(ServiceState* service)
    {
        if (SystemCalls.OwnFiles() == 0)
        {
            // Otherwise other files would stay open here after all other threads have closed them.
            int first = Math.Min(service->Fault.Number, service->Memory.Number);
            int second = Math.Max(service->Fault.Number, service->Memory.Number);
            SystemCalls.CloseRange(0, first - 1);
            SystemCalls.CloseRange(first + 1, second - 1);
            SystemCalls.CloseRange(second + 1, int.MaxValue);
        }

        Volatile.Write(ref service->IsKept, 1);
        while (Volatile.Read(ref service->Thread) == 0)
        {
            Thread.Sleep(1);
        }

        if (SystemCalls.WaitForThread(&service->Thread))
        {
            OpenErrors();
            Environment.FailFast("HmmGen: the thread that serves page faults has ended; every page fault would wait for ever");
        }

        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Copies the process's error output into this thread's table, as the first free number after input and output.</summary>
    private static void OpenErrors()
    {
        const int WriteOnly = 1;
        const int Errors = 2;
        fixed (byte* path = "/proc/self/fd/2\0"u8)
        {
            int opened;
            do
            {
                opened = SystemCalls.Open(path, WriteOnly);
            }
            while (opened is >= 0 and < Errors);
        }
    }
}
