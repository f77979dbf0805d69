using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A kernel changes every second element, and the host those between them, while the kernel is held.</summary>
internal static class InterleavedWrites
{
    /// <summary>Runs the kernel, writes, and compares all elements.</summary>
    /// <param name="gated">The device.</param>
    /// <param name="array">100,000 elements, each 70,000.</param>
    /// <param name="behind">Whether the gate is behind the kernel's code, in place of before it.</param>
    public static void Check(GatedDevice gated, HmmArray<int> array, bool behind)
    {
        Span<int> span = array.AsSpan();
        gated.Start(() => TransparentKernels.AddToEven(gated.Device, 50_000, 1_000_000, array), behind);
        for (int i = 1; i < 100_000; i += 2)
        {
            span[i] -= i;
        }

        Assert.True(gated.IsHeld);
        gated.LetGo();

        for (int i = 0; i < 100_000; i++)
        {
            Assert.Equal(i % 2 == 0 ? 1_070_000 : 70_000 - i, span[i]);
        }
    }
}
