// Safety: sigaction reads and writes less than Size bytes, with any libc; the buffers live as long as the calls.
using System.Runtime.InteropServices;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Keeps the process's handlers of faults while a driver is called that may put its own in their place.</summary>
/// <remarks>
/// .NET makes exceptions of divisions by zero and null references in such handlers. PoCL puts its own before them when it is opened, and LLVM, inside it, when it
/// compiles: LLVM's lets the first fault reset the signal to "end the process" (SA_RESETHAND) until it has put back what it found, so a second thread of managed code
/// that divides by zero in that moment ends the process. Kernels do not need these handlers: they check divisors.
/// One driver call at a time is kept so, in the whole process: another's handlers must not be taken for those to keep.
/// </remarks>
internal sealed unsafe class SignalHandlers : IDisposable
{
    /// <summary>More than any libc's <c>struct sigaction</c>.</summary>
    private const int Size = 256;

    private static readonly Lock Calls = new();

    /// <summary>SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV.</summary>
    private static readonly int[] Signals = OperatingSystem.IsLinux() ? [4, 5, 7, 8, 11] : [];

    private readonly byte[] _before = new byte[Signals.Length * Size];

    private SignalHandlers()
    {
        for (int i = 0; i < Signals.Length; i++)
        {
            Read(Signals[i], _before.AsSpan(i * Size, Size));
        }
    }

    /// <summary>Notes the handlers. Waits while another thread keeps them.</summary>
    /// <returns>To be disposed of after the driver's call, by the same thread: what the call has changed is put back.</returns>
    public static SignalHandlers Keep()
    {
        Calls.Enter();
        return new SignalHandlers();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Span<byte> now = stackalloc byte[Size];
        for (int i = 0; i < Signals.Length; i++)
        {
            ReadOnlySpan<byte> before = _before.AsSpan(i * Size, Size);
            now.Clear();
            Read(Signals[i], now);
            if (!now.SequenceEqual(before))
            {
                fixed (byte* action = before)
                {
                    Change(Signals[i], action, null);
                }
            }
        }

        Calls.Exit();
    }

    private static void Read(int signal, Span<byte> target)
    {
        fixed (byte* action = target)
        {
            Change(signal, null, action);
        }
    }

    [DllImport("libc", EntryPoint = "sigaction")]
    private static extern int Change(int signal, byte* action, byte* before);
}
