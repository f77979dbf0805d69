using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>The logarithm by the library's steps has the bits of <see cref="MathF"/>.</summary>
public sealed class LibraryLogTests
{
    // Up to where all numbers are NaN.
    private const uint Last = 0x7F800010;

    /// <summary>All numbers that are not negative; every so many of them in shorter runs, from a random one on.</summary>
    [Fact]
    public void All_arguments()
    {
        Assert.SkipUnless(LibraryVerdict.Log, "The library takes other steps, or there are no vectors for them.");
        uint stride = (uint)TestScale.Iterations(61, 7, 1);
        float? wrong = Wrong((uint)TestSeeds.First % stride, stride);
        Assert.True(wrong is null, $"{wrong:R}, seed {TestSeeds.First}");
    }

    /// <summary>Results are in doubt within a millionth of a last place from the midpoint of two numbers, and nowhere else.</summary>
    [Fact]
    public void Results_next_to_midpoints_are_in_doubt()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "There are no vectors of 512 bits.");
        const long Width = 512;
        Random random = new(TestSeeds.First);
        for (int round = 0; round < 1_000; round++)
        {
            float number = random.NextSingle() * 200 - 100;
            long midpoint = BitConverter.DoubleToInt64Bits(((double)number + MathF.BitIncrement(number)) / 2);
            Vector512<long> near = Vector512.Create(midpoint) + Vector512.Create(-Width - 1, -Width, -1, 0, 1, Width - 1, Width, midpoint % 1_000 + 2_000);
            Assert.Equal(Vector256.Create(-1, 0, 0, 0, 0, 0, -1, -1), LibraryMidpoint.Sure(near.AsDouble()));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float? Wrong(uint first, uint stride)
    {
        for (ulong bits = first; bits <= Last; bits += 16 * stride)
        {
            Vector512<float> value = (Vector512.Create((uint)bits) + (Vector512<uint>.Indices * stride)).AsSingle(), log = WideLaneMath.Log(value);
            Vector256<float> low = LaneMath.Log(value.GetLower());
            for (int lane = 0; lane < Vector512<float>.Count; lane++)
            {
                int expected = BitConverter.SingleToInt32Bits(MathF.Log(value[lane]));
                if (expected != BitConverter.SingleToInt32Bits(log[lane]) || (lane < LaneMath.Count && expected != BitConverter.SingleToInt32Bits(low[lane])))
                {
                    return value[lane];
                }
            }
        }

        return null;
    }
}
