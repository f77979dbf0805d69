// Safety: reads messages into its own buffer on the stack. Runs as long as the process: a fault that is never served would
// keep a collection, and so the process, from ending.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>The service's thread: waits for faults and serves them.</summary>
internal static unsafe class ServiceThread
{
    private const int Messages = 64;
    private const int MessageBytes = 32;
    private const byte PageFault = 0x12;
    private const int ProcessPriority = 0;
    private const int Niceness = -20;

    /// <summary>How often the thread polls for a fault before it sleeps. In a scan the next fault comes soon.</summary>
    private const int Looks = 40;

    /// <summary>How often reading may fail in a row, a millisecond apart, before the thread gives up.</summary>
    private const int Failures = 500;

    /// <summary>Starts the thread.</summary>
    /// <param name="service">The service.</param>
    public static void Start(ServiceState* service)
    {
        nint state = (nint)service;
        new Thread(() => Run((ServiceState*)state), 256 << 10) { IsBackground = true, Name = "HmmGen faults" }.Start();
    }

    private static void Run(ServiceState* service)
    {
        Volatile.Write(ref service->Thread, SystemCalls.ThreadNumber());

        // Where the process may not set the priority, it stays as it is.
        SetPriority(ProcessPriority, 0, Niceness);
        byte* messages = stackalloc byte[Messages * MessageBytes];
        int looks = 0;
        int failures = 0;
        while (true)
        {
            nint read = SystemCalls.ReadFaults(ServiceFiles.NumberOf(&service->Fault), messages, Messages * MessageBytes);
            if (read <= 0)
            {
                if (read < 0 && SystemCalls.LastError is not (SystemCalls.ErrorAgain or SystemCalls.ErrorInterrupted))
                {
                    NoteFailure(ref failures, SystemCalls.LastError);
                }
                else if (looks++ >= Looks)
                {
                    looks = 0;
                    _ = SystemCalls.WaitForFaults(ServiceFiles.NumberOf(&service->Fault));
                }

                continue;
            }

            looks = failures = 0;
            for (nint offset = 0; offset < read; offset += MessageBytes)
            {
                if (messages[offset] == PageFault)
                {
                    FaultServing.Serve(service, *(byte**)(messages + offset + 16), *(ulong*)(messages + offset + 8));
                }
            }
        }
    }

    private static void NoteFailure(ref int failures, int error)
    {
        if (failures++ == Failures)
        {
            Environment.FailFast($"HmmGen: reading page faults failed with error {error}; every page fault would wait for ever");
        }

        Thread.Sleep(1);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int which, uint who, int priority);
}
