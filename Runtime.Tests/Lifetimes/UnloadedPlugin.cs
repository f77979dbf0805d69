using HmmGen.Tests.Transparent;

namespace HmmGen.Tests.Lifetimes;

/// <summary>What tests call in a copy of this assembly that is to be unloaded. The copy has kernels of its own.</summary>
public static partial class UnloadedPlugin
{
    /// <summary>Launches kernels of the copy.</summary>
    /// <param name="device">The device.</param>
    /// <param name="array">The array that they use.</param>
    public static void Launch(HmmDevice device, HmmArray<int> array)
    {
        int items = (int)array.Length;
        for (int i = 0; i < UnloadTests.Launches; i++)
        {
            TransparentKernels.Add(device, items, 1, array);
            TransparentKernels.AddAsync(device, items, 1, array).GetAwaiter().GetResult();
            KeepNatural(device, items, array);
        }
    }

    /// <summary>A kernel that throws: its descriptor can make the exception, and so refers to this assembly.</summary>
    [HmmKernel]
    private static void KeepNatural(int i, Span<int> y)
    {
        if (y[i] < 0)
        {
            throw new InvalidOperationException("A number is negative.");
        }

        y[i] += 0;
    }
}
