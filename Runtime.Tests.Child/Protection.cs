namespace HmmGen.Tests.Child;

/// <summary>A span that was taken before a page was protected is written through.</summary>
internal static class Protection
{
    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = space.Allocate<int>(8192);
        Span<int> span = array.AsSpan();
        Kernels.Add(device, 8192, 7, array);
        array.Protect((1024, 2048), HmmProtection.ReadOnly);
        span[0] = 1;
        span[2048] = 1;
        Console.WriteLine($"read {span[1024]} and {span[2047]}, wrote {span[0]} and {span[2048]}");
        Console.Out.Flush();
        span[1500] = 1;
        return ExitCodes.Survived;
    }
}
