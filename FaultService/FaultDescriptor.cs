// Safety: only makes a file descriptor.
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>Opens a userfaultfd with the features that the service needs, in the best way that this process may use.</summary>
internal static unsafe class FaultDescriptor
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int UserModeOnlyFlag = 1;
    private const int ReadWrite = 2;
    private const nuint NewDescriptorRequest = 0xAA00;
    private const nuint ApiRequest = 0xC018AA3F;
    private const ulong ApiNumber = 0xAA;
    private const ulong MissingOfMemoryFiles = 1 << 5;
    private const ulong MinorOfMemoryFiles = 1 << 10;
    private const ulong WriteProtectionOfMemoryFiles = 1 << 12;
    private const ulong Poisoning = 1 << 14;
    private const ulong Needed = MissingOfMemoryFiles | MinorOfMemoryFiles | WriteProtectionOfMemoryFiles;

    /// <summary>Opens a userfaultfd.</summary>
    /// <param name="userModeOnly">Whether the service leaves out the faults of system calls, which needs no privilege.</param>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="canPoison">Whether pages can be poisoned.</param>
    /// <returns>0, or a negative error number; -22 when Linux lacks a feature.</returns>
    public static int Open(bool userModeOnly, out int descriptor, out bool canPoison)
    {
        descriptor = -1;
        canPoison = false;
        if (SystemCalls.CountPages(-1, 0, 0) < 0 && SystemCalls.LastError == SystemCalls.ErrorNotFunction)
        {
            // A Linux that cannot count pages (before 6.5) cannot map them protected either (before 6.4).
            return -SystemCalls.ErrorInvalid;
        }

        int error = Negotiate(userModeOnly, Needed | Poisoning, out descriptor);
        canPoison = error == 0;
        return error == -SystemCalls.ErrorInvalid ? Negotiate(userModeOnly, Needed, out descriptor) : error;
    }

    private static int Negotiate(bool userModeOnly, ulong features, out int descriptor)
    {
        descriptor = Create(userModeOnly);
        if (descriptor < 0)
        {
            return descriptor;
        }

        ulong* request = stackalloc ulong[3];
        request[0] = ApiNumber;
        request[1] = features;
        request[2] = 0;
        if (SystemCalls.Control(CoreCall.ChooseFeatures, descriptor, ApiRequest, request) == 0)
        {
            return 0;
        }

        int error = -SystemCalls.LastError;
        SystemCalls.Close(descriptor);
        return error;
    }

    private static int Create(bool userModeOnly)
    {
        int flags = CloseOnExec | NonBlocking;
        if (!userModeOnly)
        {
            // This way needs only permission to open the file. It works also where a filter refuses the system call.
            int device;
            ReadOnlySpan<byte> path = "/dev/userfaultfd\0"u8;
            fixed (byte* first = path)
            {
                device = SystemCalls.Open(first, ReadWrite | CloseOnExec);
            }

            if (device >= 0)
            {
                int made = SystemCalls.Control(CoreCall.MakeFault, device, NewDescriptorRequest, (void*)flags);
                SystemCalls.Close(device);
                if (made >= 0)
                {
                    return made;
                }
            }
        }

        int descriptor = SystemCalls.MakeFault(flags | (userModeOnly ? UserModeOnlyFlag : 0));
        return descriptor >= 0 ? descriptor : -SystemCalls.LastError;
    }
}
