namespace HmmGen.Interop.Tests;

/// <summary>What these tests begin with.</summary>
internal static class Given
{
    /// <summary>A device that holds a few pages, so that launches evict.</summary>
    /// <returns>The device.</returns>
    public static HmmDevice SmallDevice() => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 64 << 10 });

    /// <summary>An array whose elements are their indices.</summary>
    /// <param name="length">How many.</param>
    /// <returns>The array.</returns>
    public static HmmArray<float> Numbers(int length)
    {
        HmmArray<float> array = HmmSpace.Shared.Allocate<float>(length);
        Span<float> span = array.AsSpan();
        for (int i = 0; i < length; i++)
        {
            span[i] = i;
        }

        return array;
    }
}
