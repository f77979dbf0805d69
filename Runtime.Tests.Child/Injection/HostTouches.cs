// Safety: addresses are those of arrays that live until the operation ends, or of spans over them.
using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child.Injection;

/// <summary>Touches memory as any code may. Where the system serves its own touches, a page that fails is told by it; elsewhere it ends the process.</summary>
/// <param name="mode">The mode.</param>
internal sealed unsafe partial class HostTouches(HmmHostMode mode) : IDisposable
{
    private readonly FileStream _file = new(
        Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);

    /// <summary>Reads all elements.</summary>
    /// <param name="array">The array.</param>
    /// <returns>The elements.</returns>
    public int[] Read(HmmArray<int> array) => Read((int*)array.Region!.Address, (int)array.Length);

    /// <summary>Reads elements.</summary>
    /// <param name="first">The first.</param>
    /// <param name="length">How many.</param>
    /// <returns>The elements.</returns>
    /// <exception cref="TouchException">A page fails.</exception>
    public int[] Read(int* first, int length)
    {
        int[] values = new int[length];
        if (mode != HmmHostMode.Transparent)
        {
            for (int i = 0; i < length; i++)
            {
                values[i] = Volatile.Read(ref first[i]);
            }

            return values;
        }

        fixed (int* target = values)
        {
            for (int start = 0; start < length; start += ExpectedArray.Page)
            {
                int bytes = Math.Min(ExpectedArray.Page, length - start) * sizeof(int);
                Demand(WriteAt(Descriptor, first + start, (nuint)bytes, 0), bytes);
                Demand(ReadAt(Descriptor, target + start, (nuint)bytes, 0), bytes);
            }
        }

        return values;
    }

    /// <summary>Writes elements.</summary>
    /// <param name="array">The array.</param>
    /// <param name="values">What.</param>
    public void Write(HmmArray<int> array, int[] values) => Write((int*)array.Region!.Address, values);

    /// <summary>Writes elements.</summary>
    /// <param name="first">The first.</param>
    /// <param name="values">What.</param>
    /// <exception cref="TouchException">A page fails.</exception>
    public void Write(int* first, int[] values)
    {
        if (mode != HmmHostMode.Transparent)
        {
            for (int i = 0; i < values.Length; i++)
            {
                Volatile.Write(ref first[i], values[i]);
            }

            return;
        }

        fixed (int* source = values)
        {
            for (int start = 0; start < values.Length; start += ExpectedArray.Page)
            {
                int bytes = Math.Min(ExpectedArray.Page, values.Length - start) * sizeof(int);
                Demand(WriteAt(Descriptor, source + start, (nuint)bytes, 0), bytes);
                Demand(ReadAt(Descriptor, first + start, (nuint)bytes, 0), bytes);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private int Descriptor => (int)_file.SafeFileHandle.DangerousGetHandle();

    private static void Demand(nint done, int bytes)
    {
        if (done != bytes)
        {
            throw new TouchException();
        }
    }

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint ReadAt(int file, void* target, nuint bytes, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint WriteAt(int file, void* source, nuint bytes, long offset);
}
