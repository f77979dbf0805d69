// Safety: functions are called through their addresses, one of them of the C library, which takes nothing.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>Functions by the library's steps have the bits of <see cref="MathF"/>.</summary>
public sealed unsafe class LibraryStepsTests(ITestOutputHelper output)
{
    // Up to where all numbers are NaN.
    private const uint Last = 0x7F800010;

    /// <summary>All numbers of one sign; every so many of them in shorter runs, from a random one on.</summary>
    /// <param name="function">The function.</param>
    /// <param name="isNegative">Whether the numbers are negative.</param>
    [Theory]
    [InlineData(nameof(MathF.Log), false)]
    [InlineData(nameof(MathF.Log2), false)]
    [InlineData(nameof(MathF.Log10), false)]
    [InlineData(nameof(MathF.Tanh), false)]
    [InlineData(nameof(MathF.Tanh), true)]
    public void All_arguments(string function, bool isNegative)
    {
        bool isKnown = function switch
        {
            nameof(MathF.Log) => LibraryVerdict.OfLog.Steps,
            nameof(MathF.Log2) => LibraryVerdict.OfLog2.Steps,
            nameof(MathF.Log10) => LibraryVerdict.OfLog10.Steps,
            _ => LibraryVerdict.OfTanh.Steps,
        };
        Assert.SkipUnless(isKnown, "The library takes other steps, or there are no vectors for them.");
        uint stride = (uint)TestScale.Iterations(61, 7, 1), first = (uint)TestSeeds.First % stride, sign = isNegative ? 0x80000000 : 0;
        float? wrong = function switch
        {
            nameof(MathF.Log) => Wrong(first, stride, sign, &LaneMath.Log, &WideLaneMath.Log, &MathF.Log),
            nameof(MathF.Log2) => Wrong(first, stride, sign, &LaneMath.Log2, &WideLaneMath.Log2, &MathF.Log2),
            nameof(MathF.Log10) => Wrong(first, stride, sign, &LaneMath.Log10, &WideLaneMath.Log10, &MathF.Log10),
            _ => Wrong(first, stride, sign, &LaneMath.Tanh, &WideLaneMath.Tanh, &MathF.Tanh),
        };
        Assert.True(wrong is null, $"{function} of {wrong:R}, seed {TestSeeds.First}");
    }

    /// <summary>Powers of ordinary numbers, whole ones, numbers near 1, any bits, and special ones, with such exponents.</summary>
    [Fact]
    public void Powers()
    {
        Assert.SkipUnless(LibraryVerdict.OfPow.Steps, "The library takes other steps, or there are no vectors for them.");
        Random random = new(TestSeeds.First);
        float[] special = [0, 1, 2, 0.5f, 3, 10, 1.17549435e-38f, 1e-40f, 126, 127, 128, 149, 150, 16777216, 33554432, float.Epsilon, float.MaxValue, float.PositiveInfinity, float.NaN];
        for (int round = 0; round < TestScale.Iterations(20_000, 400_000, 20_000_000); round++)
        {
            (Vector256<float> value, Vector256<float> power) = (Some(random, special), Some(random, special));
            Vector256<float> result = LaneMath.Pow(value, power), two = LaneMath.Exp2(power), ten = LaneMath.Exp10(power);
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                (float x, float y) = (value[lane], power[lane]);
                Assert.True(AreSame(result[lane], MathF.Pow(x, y)), $"{x:R} to the power of {y:R}: {MathF.Pow(x, y):R} expected, {result[lane]:R} found; seed {TestSeeds.First}");
                Assert.True(AreSame(two[lane], float.Exp2(y)) && AreSame(ten[lane], float.Exp10(y)), $"powers of {y:R}; seed {TestSeeds.First}");
            }
        }
    }

    /// <summary>Where the steps are wrong, lanes call the library, and are slow. So they must not be wrong where the library is known.</summary>
    [Fact]
    public void The_steps_are_those_of_known_libraries()
    {
        Version? glibc = Glibc();
        Assert.SkipWhen(glibc is null || !Avx2.IsSupported || !Fma.IsSupported, "The library is not glibc, or there are no vectors for its steps.");
        output.WriteLine($"glibc {glibc}");
        Assert.True(LibraryVerdict.OfLog.Steps);
        Assert.True(LibraryVerdict.OfLog2.Steps);
        Assert.True(LibraryVerdict.OfPow.Steps);
        Assert.True(glibc < new Version(2, 41) ? LibraryVerdict.OfTanh.Steps : LibraryVerdict.OfTanh.Rounded);
        Assert.True(glibc < new Version(2, 41) ? LibraryVerdict.OfLog10.Steps : LibraryVerdict.OfLog10.Rounded);
    }

    /// <summary>Results are in doubt within a millionth of a last place from the midpoint of two numbers, powers within a hundred-thousandth, and nowhere else.</summary>
    /// <param name="width">How near that is, in the last places of a <see cref="double"/>.</param>
    /// <param name="isPower">Whether it is so for powers.</param>
    [Theory]
    [InlineData(512, false)]
    [InlineData(4096, true)]
    public void Results_next_to_midpoints_are_in_doubt(long width, bool isPower)
    {
        Assert.SkipUnless(Avx512F.IsSupported, "There are no vectors of 512 bits.");
        Random random = new(TestSeeds.First);
        for (int round = 0; round < 1_000; round++)
        {
            float number = random.NextSingle() * 200 - 100;
            long midpoint = BitConverter.DoubleToInt64Bits(((double)number + MathF.BitIncrement(number)) / 2);
            Vector512<double> near = (Vector512.Create(midpoint) + Vector512.Create(-width - 1, -width, -1, 0, 1, width - 1, width, midpoint % 1_000 + 8_000)).AsDouble();
            Assert.Equal(Vector256.Create(-1, 0, 0, 0, 0, 0, -1, -1), isPower ? LibraryMidpoint.SureOfPower(near) : LibraryMidpoint.Sure(near));
        }
    }

    private static Version? Glibc()
    {
        bool isThere = NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _);
        return isThere ? Version.Parse(Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "gnu_get_libc_version"))())!) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float? Wrong(
        uint first, uint stride, uint sign, delegate*<Vector256<float>, Vector256<float>> eight, delegate*<Vector512<float>, Vector512<float>> sixteen, delegate*<float, float> library)
    {
        for (ulong bits = first; bits <= Last; bits += 16 * stride)
        {
            Vector512<float> value = ((Vector512.Create((uint)bits) + (Vector512<uint>.Indices * stride)) | Vector512.Create(sign)).AsSingle(), wide = sixteen(value);
            Vector256<float> low = eight(value.GetLower());
            for (int lane = 0; lane < Vector512<float>.Count; lane++)
            {
                float expected = library(value[lane]);
                if (!AreSame(expected, wide[lane]) || (lane < LaneMath.Count && !AreSame(expected, low[lane])))
                {
                    return value[lane];
                }
            }
        }

        return null;
    }

    private static Vector256<float> Some(Random random, float[] special)
    {
        int kind = random.Next(5);
        Vector256<float> some = default;
        for (int lane = 0; lane < LaneMath.Count; lane++)
        {
            some = some.WithElement(lane, kind switch
            {
                0 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
                1 => random.Next(-9, 9),
                2 => 1 + (random.NextSingle() - 0.5f) * 1e-3f,
                3 => special[random.Next(special.Length)] * (random.Next(2) * 2 - 1),
                _ => random.NextSingle() * 100 - 20,
            });
        }

        return some;
    }

    private static bool AreSame(float left, float right) => BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right);
}
