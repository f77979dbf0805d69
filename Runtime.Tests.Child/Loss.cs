// Safety: tells the core that a device is lost, with a mirror that the device has.
using HmmGen.Coherence;

namespace HmmGen.Tests.Child;

/// <summary>A device is lost, and with it what only it had.</summary>
internal static unsafe class Loss
{
    private const int Length = 8192;

    /// <summary>Touches what is left, and then what is lost.</summary>
    public static int Touch(HmmSpace space)
    {
        HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = space.Allocate<int>(Length);
        Span<int> span = array.AsSpan();
        span.Fill(6);
        array.Prefetch(device, HmmRange.All);
        Kernels.Add(device, HmmExtent.Range(0, 4096), 1, array);
        Lose(device, array);
        Check(span[4096] == 6, "a page that the host has too can be read");
        span[5000] = 5;
        Check(span[5000] == 5, "and written");
        Console.WriteLine("touching");
        Console.Out.Flush();
        return span[100] == 7 ? ExitCodes.Survived : ExitCodes.WrongValue;
    }

    /// <summary>Uses the array as programs do.</summary>
    public static int Use(HmmSpace space)
    {
        HmmDevice device = HmmDevice.Simulated();
        using HmmDevice other = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = space.Allocate<int>(Length);
        using HmmArray<int> unwritten = space.Allocate<int>(Length);
        Span<int> span = array.AsSpan();
        span.Fill(6);
        Kernels.Add(device, HmmExtent.Range(0, 4096), 1, array);
        Lose(device, array);

        Throws(() => array.AsSpan(0, 10), "a span over what is lost is refused");
        Throws(() => array[100], "an element that is lost is refused");
        Check(array.AsSpan(4096, 4096)[10] == 6, "a span over the rest is not");
        Throws(() => Kernels.Add(device, Length, 1, unwritten), "a launch on the lost device is refused");
        Check(unwritten.AsSpan().IndexOfAnyExcept(0) < 0, "and changes nothing");
        Throws(() => Kernels.Add(other, 4096, 1, array), "a launch elsewhere over what is lost is refused");
        Throws(() => array.AsSpan(4095, 1), "the last lost element is refused");

        array.Discard((0, 4096));
        Check(array.AsSpan().IndexOfAnyExcept(0) == 4096, "what was lost is zero after it was discarded");
        Check(span[4096..].IndexOfAnyExcept(6) < 0, "and the rest is as it was");
        span[7] = 70;
        Kernels.Add(other, Length, 1, array);
        Check(span[7] == 71 && span[8] == 1 && span[4096] == 7, "and all of it works on another device");
        return ExitCodes.Right;
    }

    private static void Lose(HmmDevice device, HmmArray<int> array)
        => CoreFunctions.Current->LoseDevice(device.Session.Memory.MirrorOf(array.Region!).Core->Device);

    private static void Throws(Action action, string what)
    {
        try
        {
            action();
        }
        catch (HmmDeviceException)
        {
            return;
        }

        Check(false, what);
    }

    private static void Throws(Func<int> function, string what) => Throws(() => { _ = function(); }, what);

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"this does not hold: {what}");
        }
    }
}
