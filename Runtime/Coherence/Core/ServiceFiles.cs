// Safety: a service's files are made when it opens. A descriptor is used only after a check that it still names its file.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Uses the files of a fault service through descriptors that other code in the process may close and get for its own files.</summary>
/// <remarks>
/// Without the userfaultfd, Linux would serve every touch with zeros or with old contents. So a thread keeps the file open in its own descriptor table
/// (<c>ServiceKeeper</c>). The descriptors are high numbers, because a descriptor closed by mistake is mostly a low one that belonged to other code before.
/// Each file has two descriptors. If both are gone the process ends: no thread could serve a touch, but no thread has seen a wrong value.
/// </remarks>
internal static unsafe class ServiceFiles
{
    /// <summary>Descriptors from this number on seldom belonged to other code.</summary>
    private const int HighNumber = 512;

    /// <summary>Takes a file over: gives it two descriptors and closes the one that it has.</summary>
    /// <param name="file">The place for the result.</param>
    /// <param name="number">The current descriptor of the file.</param>
    /// <returns>0, or a negative error code: then the file has no descriptor any more.</returns>
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

    /// <summary>Returns a descriptor that names this file and no other. Ends the process if there is none.</summary>
    public static int NumberOf(ServiceFile* file)
    {
        int number = FindNumberOf(file);
        if (number < 0)
        {
            Environment.FailFast(
                $"HmmGen: the descriptors {file->Number} and {file->Spare} of the fault service were closed by other code of the process; every page fault would wait for ever");
        }

        return number;
    }

    /// <summary>Finds a descriptor that names this file and no other.</summary>
    /// <returns>The descriptor, or -1.</returns>
    public static int FindNumberOf(ServiceFile* file)
    {
        int number = file->Number;
        if (IsNumberOf(file, number))
        {
            return number;
        }

        int spare = file->Spare;
        if (!IsNumberOf(file, spare))
        {
            return -1;
        }

        // The old descriptor may belong to other code by now, so it is not closed.
        int made = Duplicate(spare);
        file->Number = made >= 0 ? made : spare;
        return file->Number;
    }

    /// <summary>Makes a request to a service's userfaultfd. The answer of another file under the same descriptor does not count.</summary>
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

    /// <summary>Makes a request to the page table of the process.</summary>
    /// <returns>The number of runs found, or -1.</returns>
    public static int ScanPageMap(ServiceState* service, PageMapRequest* request)
    {
        int number = service->PageMap.Number;
        int found = SystemCalls.Control(CoreCall.ReadPageTable, number, PageMapRequest.Number, request);
        if (found >= 0 || IsNumberOf(&service->PageMap, number))
        {
            return found;
        }

        number = FindNumberOf(&service->PageMap);
        return number < 0 ? -1 : SystemCalls.Control(CoreCall.ReadPageTable, number, PageMapRequest.Number, request);
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
        // Only the first two fields of Linux's structure matter.
        ulong* state = stackalloc ulong[18];
        int result = SystemCalls.Identify(number, state);
        device = state[0];
        node = state[1];
        return result == 0 ? 0 : -SystemCalls.LastError;
    }
}
