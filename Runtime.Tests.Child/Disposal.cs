namespace HmmGen.Tests.Child;

/// <summary>An array ends while others read it.</summary>
internal static class Disposal
{
    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = space.Allocate<int>(16 << 20);
        Kernels.Add(device, (int)array.Length, 7, array);
        Readers.Start(3, array, value => value == 7);
        Thread.Sleep(10);
        Console.WriteLine("disposing");
        array.Dispose();
        Thread.Sleep(5000);
        return ExitCodes.Survived;
    }
}
