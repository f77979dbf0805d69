// Safety: a service's files are made when it opens; a number is only used after a look at what it is a number of.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Uses the files of a fault service, whose numbers anybody in the process may close, and then get for a file of their own.</summary>
/// <remarks>
/// Without its userfaultfd the kernel would show zeros, or what pages were before, to every touch; so a thread keeps the file open in a table of its own
/// (<c>ServiceKeeper</c>). Numbers are high, since those that are closed by mistake are mostly low ones which were somebody else's before. There are two of
/// them, and where both are gone the process ends: nobody could serve a touch, but nobody has seen a wrong value.
/// </remarks>
internal static unsafe class ServiceFiles
{
    /// <summary>Numbers from here on are seldom somebody else's.</summary>
    private const int HighNumber = 512;

    /// <summary>Takes a file over: it gets two numbers, and loses the one that it has.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="number">The number that it has.</param>
    /// <returns>0, or a negative error number: then the file has no number any more.</returns>
    public static int Take(ServiceFile* file, int number)
    {
        int error = Identify(number, out file->Device, out file->Node);
        file->Number = Duplicate(number);
        file->Spare = Duplicate(number);
        error = file->Number < 0 || file->Spare < 0 ? -SystemCalls.LastError : error;
        SystemCalls.Close(number);
        if (error != 0)
        {
            Close(file);
        }

        return error;
    }

    /// <summary>Closes a file that <see cref="Take"/> has taken.</summary>
    public static void Close(ServiceFile* file)
    {
        if (file->Number >= 0)
        {
            SystemCalls.Close(file->Number);
        }

        if (file->Spare >= 0)
        {
            SystemCalls.Close(file->Spare);
        }
    }

    /// <summary>A number of the file, and of no other.</summary>
    public static int NumberOf(ServiceFile* file)
    {
        int number = file->Number;
        if (IsNumberOf(file, number))
        {
            return number;
        }

        int spare = file->Spare;
        if (!IsNumberOf(file, spare))
        {
            Environment.FailFast(
                $"HmmGen: the descriptors {number} and {spare} of the fault service were closed by something else in the process: nobody can serve its memory");
        }

        // Whatever the number is of now is somebody else's.
        int made = Duplicate(spare);
        file->Number = made >= 0 ? made : spare;
        return file->Number;
    }

    /// <summary>Makes a request to a service's userfaultfd. What another file says to it does not count.</summary>
    /// <returns>0, or -1.</returns>
    public static int Control(CoreCall call, ServiceState* service, nuint request, void* argument)
    {
        int number = service->Fault.Number;
        int result = SystemCalls.Control(call, number, request, argument);
        if (result == 0)
        {
            return 0;
        }

        int error = SystemCalls.LastError;
        if (!IsNumberOf(&service->Fault, number))
        {
            return SystemCalls.Control(call, NumberOf(&service->Fault), request, argument);
        }

        Marshal.SetLastPInvokeError(error);
        return result;
    }

    private static bool IsNumberOf(ServiceFile* file, int number)
        => Identify(number, out ulong device, out ulong node) == 0 && device == file->Device && node == file->Node;

    private static int Duplicate(int number)
    {
        int made = SystemCalls.Duplicate(number, HighNumber);
        return made >= 0 ? made : SystemCalls.Duplicate(number, 0);
    }

    private static int Identify(int number, out ulong device, out ulong node)
    {
        // Of the kernel's structure the first two fields matter.
        ulong* state = stackalloc ulong[18];
        int result = SystemCalls.Identify(number, state);
        device = state[0];
        node = state[1];
        return result == 0 ? 0 : -SystemCalls.LastError;
    }
}
