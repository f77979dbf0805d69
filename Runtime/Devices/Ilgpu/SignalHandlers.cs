// Safety: sigaction reads and writes less than Size bytes with any libc. The buffers live as long as the calls.
using System.Runtime.InteropServices;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Keeps the process's signal handlers during a driver call that may replace them.</summary>
/// <remarks>
/// .NET turns divisions by zero and null references into exceptions in such handlers. PoCL installs its own in front of them when it is opened; so does LLVM,
/// inside PoCL, when it compiles. LLVM's handler resets the signal to "end the process" (SA_RESETHAND) at the first one, until it has restored what it found.
/// A second thread of managed code that divides by zero in that moment ends the process. Kernels do not need these handlers: they check divisors.
/// Only one driver call at a time keeps handlers, in the whole process: the handlers of another driver must not be saved as the process's.
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

    /// <summary>Saves the handlers. Waits while another thread keeps them.</summary>
    /// <returns>The kept handlers. The same thread disposes of them after the driver's call, which restores what the call changed.</returns>
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
