namespace HmmGen.Tests.Child;

/// <summary>A program protects more pages, one here and one there, than the system has mappings for.</summary>
internal static class ManyProtections
{
    private const int Page = 1024;
    private const int Protections = 80_000;

    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = space.Allocate<int>(2L * Protections * Page);
        int done = 0;
        string refusal = "none";
        try
        {
            for (; done < Protections; done++)
            {
                array.Protect((2L * done * Page, 2L * done * Page + 1), HmmProtection.ReadOnly);
            }
        }
        catch (HmmOutOfMemoryException refused) when (refused.Message.Contains("vm.max_map_count", StringComparison.Ordinal))
        {
            refusal = "advice";
        }

        Console.WriteLine($"{done} protections, then {refusal}");
        Console.Out.Flush();

        // What was refused has changed nothing, and what was not holds.
        bool isRight = done == Protections || CanWrite(array, 2L * done * Page);
        isRight &= !CanWrite(array, 2L * (done - 1) * Page) && CanWrite(array, 2L * (done - 1) * Page + Page);
        byte[][] garbage = [.. Enumerable.Range(0, 1000).Select(_ => new byte[100_000])];
        GC.KeepAlive(garbage);
        array.Protect(HmmRange.All, HmmProtection.ReadWrite);
        using HmmArray<int> another = space.Allocate<int>(100);
        Kernels.Add(device, 100, 5, another);
        array.Protect((7 * Page, 8 * Page), HmmProtection.ReadOnly);
        return isRight && another[99] == 5 && CanWrite(array, 0) && !CanWrite(array, 7 * Page) ? ExitCodes.Right : ExitCodes.WrongValue;
    }

    private static bool CanWrite(HmmArray<int> array, long element)
    {
        try
        {
            array[element] = 1;
            return true;
        }
        catch (HmmAccessException)
        {
            return false;
        }
    }
}
