// Safety: reads an element of an array that lives.
using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Child.Injection;

/// <summary>The thread that serves memory ends, or nothing is told to it any more.</summary>
internal static class ServiceEnd
{
    /// <summary>Looking for a touch ends the thread.</summary>
    public const int OfThread = CallPlan.EndsThread;

    /// <summary>Looking for a touch fails, and goes on failing.</summary>
    public const int OfReading = 5;

    /// <summary>Touches memory that nobody will serve.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="error">What happens to the thread when it looks for a touch: an error, or <see cref="OfThread"/>.</param>
    /// <returns>The exit code, if the process does not end.</returns>
    public static int Run(HmmHostMode mode, int error)
    {
        InjectedCalls.Use();
        HmmSpace space;
        try
        {
            space = new HmmSpace(mode);
        }
        catch (PlatformNotSupportedException reason)
        {
            Console.WriteLine(reason.Message);
            return ExitCodes.ModeMissing;
        }

        HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = space.Allocate<int>(5000);
        Kernels.Add(device, 5000, 7, array);
        nint first = Readers.Address(array);
        Kernels.Add(device, 5000, 7, array);
        InjectedCalls.Begin(new InjectedStep(CoreCall.ReadFaults, 1, error, 0, Repeats: true));
        Console.WriteLine("touching");
        Console.Out.Flush();
        return Read(first) == 14 ? ExitCodes.Survived : ExitCodes.WrongValue;
    }

    private static unsafe int Read(nint address) => Volatile.Read(ref *(int*)address);
}
