// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Runtime.Tests.Kernels.Lanes;

/// <summary>The exponential function as a sum of two numbers of <see cref="float"/> has the bits of <see cref="MathF"/>.</summary>
public sealed class SummedExpTests
{
    // The range's first and last positive numbers that are not too small to matter: below, all results are 1.
    private const uint First = 0x30000000, Last = 0x42AE9999;

    // The sums of these are rounded to the other side when they are off by more than a third of what they may be off.
    private static readonly uint[] Hard =
    [
        0x3C13687B, 0x3C2474BF, 0x3D039396, 0x3D5EFA9E, 0x3D9A3E3E, 0x3D9A72A4, 0x3D9C9206, 0x3D9CC3B3, 0x3D9DD258, 0x3D9E70FC, 0x3DC8A5C7, 0x3DC910A4, 0x3DC94846, 0x3FBE11A6,
        0x3FBE2A03, 0x40365B47, 0x407A422E, 0x40B3DF71, 0x4111628B, 0x413DC16B, 0x41BAB72C, 0x41BD2113, 0x41FF80D6, 0x41FFA99F, 0x4205369D, 0x42A24280, 0xBC3621D3, 0xBC3FEB43,
        0xBC426DCB, 0xBD985121, 0xBD98917F, 0xBD9BB3B8, 0xBD9BBC26, 0xBE0F89FC, 0xBF2ED5E4, 0xC082A490, 0xC1295557, 0xC1471E5C, 0xC196539F, 0xC1DF4825, 0xC1F1D288, 0xC2772609,
    ];

    // Those of eight lanes, and the library's results with them.
    private static readonly uint[] HardOfEight = [0x3FFA9076, 0x4099ADD5, 0x40AFDA0A, 0xBD48EDDB, 0xBD49DB82, 0xBD4D16FC, 0xBD4D335F, 0xBE0B5C4E, 0xC0F59197];

    /// <summary>Results that only just need to be computed again, in each lane.</summary>
    [Fact]
    public void Results_next_to_midpoints()
    {
        Skip();
        for (int number = 0; number < Hard.Length; number++)
        {
            Vector512<float> value = Vector512.Create(1f).WithElement(number % 16, BitConverter.UInt32BitsToSingle(Hard[number]));
            Assert.True(Count(value) == 0, $"{value[number % 16]:R}");
        }
    }

    /// <summary>The same in eight lanes.</summary>
    [Fact]
    public void Results_next_to_midpoints_in_eight_lanes()
    {
        SkipUnlessGuarded();
        for (int number = 0; number < HardOfEight.Length; number++)
        {
            Vector256<float> value = Vector256.Create(1f).WithElement(number % 8, BitConverter.UInt32BitsToSingle(HardOfEight[number]));
            Assert.True(Count(value) == 0, $"{value[number % 8]:R}");
        }
    }

    /// <summary>All arguments with results that are normal numbers; every so many of them in shorter runs, from a random one on.</summary>
    [Fact]
    public void All_arguments()
    {
        Skip();
        uint stride = (uint)TestScale.Iterations(61, 7, 1), first = First + ((uint)TestSeeds.First % stride);
        float? wrong = Wrong(first, stride);
        Assert.True(wrong is null, $"{wrong:R}, seed {TestSeeds.First}");
    }

    /// <summary>The same in eight lanes.</summary>
    [Fact]
    public void All_arguments_in_eight_lanes()
    {
        SkipUnlessGuarded();
        uint stride = (uint)TestScale.Iterations(61, 7, 1), first = First + ((uint)TestSeeds.First % stride);
        float? wrong = WrongOfEight(first, stride);
        Assert.True(wrong is null, $"{wrong:R}, seed {TestSeeds.First}");
    }

    /// <summary>Ordinary vectors are seldom computed again, since that is slow.</summary>
    [Fact]
    public void Few_are_in_doubt()
    {
        Skip();
        Random random = new(TestSeeds.First);
        int inDoubt = 0, tried = 20_000;
        for (int round = 0; round < tried; round++)
        {
            Vector512<float> value = Vector512.Create<float>([.. Enumerable.Range(0, 16).Select(_ => random.NextSingle() * 20 - 10)]);
            Vector512<float> least = SummedExp.Least(value, out Vector512<float> most, out _);
            Assert.True(Vector512.LessThanOrEqualAll(least, most));
            inDoubt += Vector512.EqualsAll(least, most) ? 0 : 1;
        }

        Assert.True(inDoubt * 50 < tried, $"{inDoubt} of {tried}, seed {TestSeeds.First}");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float? Wrong(uint first, uint stride)
    {
        for (uint bits = first; bits <= Last; bits += 16 * stride)
        {
            Vector512<float> value = (Vector512.Create(bits) + (Vector512<uint>.Indices * stride)).AsSingle();
            if (Count(value) + Count(-value) > 0)
            {
                return value[0];
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Count(Vector512<float> value)
    {
        Vector512<float> exp = SummedExp.Of(value);
        int wrong = 0;
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
        {
            wrong += BitConverter.SingleToInt32Bits(exp[lane]) == BitConverter.SingleToInt32Bits(MathF.Exp(value[lane])) ? 0 : 1;
        }

        return wrong;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float? WrongOfEight(uint first, uint stride)
    {
        for (uint bits = first; bits <= Last; bits += 8 * stride)
        {
            Vector256<float> value = (Vector256.Create(bits) + (Vector256<uint>.Indices * stride)).AsSingle();
            if (Count(value) + Count(-value) > 0)
            {
                return value[0];
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Count(Vector256<float> value)
    {
        Vector256<float> exp = LaneMath.GuardedExp(value);
        int wrong = 0;
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            wrong += BitConverter.SingleToInt32Bits(exp[lane]) == BitConverter.SingleToInt32Bits(MathF.Exp(value[lane])) ? 0 : 1;
        }

        return wrong;
    }

    private static unsafe void SkipUnlessGuarded()
        => Assert.SkipUnless(LibraryComparison.Agrees(&GuardedLanes.Exp, &MathF.Exp, 88), "The library is further off.");

    private static void Skip() => Assert.SkipUnless(LibraryVerdict.OfExp.Table, "The library takes other steps, or there are no vectors of 512 bits.");
}
