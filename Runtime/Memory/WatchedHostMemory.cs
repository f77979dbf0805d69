// Safety: the native library maps the memory and keeps the address range unusable when it ends; it ends once, by Dispose or
// the finalizer, whichever comes first.
using System.Runtime.InteropServices;
using HmmGen.Faults;
using Microsoft.Win32.SafeHandles;

namespace HmmGen.Memory;

/// <summary>Memory that a fault service watches: anybody in the process may touch it at any time. Zero at first, or with the contents of a file.</summary>
internal sealed unsafe class WatchedHostMemory : HostMemory
{
    private readonly WatchingFunctions _functions = FaultFunctions.Current.Watching!;
    private readonly byte* _address;
    private FaultRegion* _faults;

    /// <summary>Makes memory.</summary>
    /// <param name="service">Who watches it.</param>
    /// <param name="bytes">The size.</param>
    /// <param name="file">The file beneath, open for reading and writing; null for none.</param>
    /// <param name="offset">Where the memory begins in the file.</param>
    /// <exception cref="OutOfMemoryException">The process cannot have that much.</exception>
    public WatchedHostMemory(FaultService service, long bytes, SafeFileHandle? file = null, long offset = 0)
    {
        int descriptor = -1;
        if (file is not null)
        {
            // The region outlives the handle that it was opened with.
            descriptor = Duplicate((int)file.DangerousGetHandle(), DuplicateCloseOnExec, 3);
            int duplication = Marshal.GetLastPInvokeError();
            GC.KeepAlive(file);
            if (descriptor < 0)
            {
                // Without it the memory would be zeros.
                GC.SuppressFinalize(this);
                throw new IOException($"The file cannot be kept open: {Marshal.GetPInvokeErrorMessage(duplication)}.");
            }
        }

        ServesUserModeOnly = service == FaultService.Of(userModeOnly: true);

        FaultRegion* faults;
        int error = _functions.Make(service.State, bytes, descriptor, offset, &faults);
        if (error != 0)
        {
            if (descriptor >= 0)
            {
                SystemCalls.Close(descriptor);
            }

            GC.SuppressFinalize(this);
            string locked = error == -SystemCalls.ErrorAgain ? " The process locks its memory (mlockall): see ulimit -l." : "";
            throw new OutOfMemoryException(
                $"No {bytes} bytes of transparent memory: {Marshal.GetPInvokeErrorMessage(-error)}. Each array takes two mappings: "
                + $"see vm.max_map_count, and make few large arrays in place of many small ones.{locked}");
        }

        _faults = faults;
        _address = faults->User;
        Bytes = bytes;
        GC.AddMemoryPressure(Bytes);
    }

    /// <summary>Ends what was never disposed of.</summary>
    ~WatchedHostMemory() => End();

    /// <inheritdoc/>
    public override byte* Address => _address;

    /// <inheritdoc/>
    public override long Bytes { get; }

    /// <inheritdoc/>
    public override FaultRegion* Faults => _faults;

    /// <summary>Whether system calls that touch what is not mapped fail.</summary>
    public bool ServesUserModeOnly { get; }

    private static int DuplicateCloseOnExec => 1030;

    /// <inheritdoc/>
    public override void CheckFile(long end)
    {
        if (_faults->File >= 0 && SystemCalls.LengthOf(_faults->File) < _faults->FileOffset + end)
        {
            throw FaultErrors.Shorter();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        if (_faults->File >= 0)
        {
            int error = _functions.Flush(_faults);
            if (error != 0)
            {
                throw FaultErrors.Of(error, FaultErrors.LostText);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        End();
        GC.SuppressFinalize(this);
    }

    private void End()
    {
        if (_faults is not null)
        {
            _functions.End(_faults);
            _faults = null;
            GC.RemoveMemoryPressure(Bytes);
        }
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Duplicate(int file, int command, int least);
}
