// Safety: the array is disposed of while its memory is fixed.
namespace HmmGen.Tests.Child;

/// <summary>An array ends while others read it.</summary>
internal static unsafe class Disposal
{
    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = space.Allocate<int>(16 << 20);
        Kernels.Add(device, (int)array.Length, 7, array);
        fixed (int* first = array.AsSpan())
        {
            // A device has all pages again, and the host has old contents of them.
            Kernels.Add(device, (int)array.Length, 7, array);
            Readers.Start(3, array, value => value is 14 or 0);
            Thread.Sleep(10);
            array.Dispose();
            for (int round = 0; round < 20; round++)
            {
                GC.Collect();
                Thread.Sleep(20);
            }

            return new ReadOnlySpan<int>(first, 16 << 20).IndexOfAnyExcept(0) < 0 ? ExitCodes.Right : ExitCodes.WrongValue;
        }
    }
}
