// Safety: only lanes of local vectors are reached by address, and functions are called through their addresses.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Compares functions of lanes with those of a C library: on arguments of all sizes, on ordinary ones, of which some hundreds have results that the guard only
/// just lets pass, on the nearest numbers to multiples of π/2, and where ranges end. A library of another kind differs in one of a hundred arguments or more.
/// </summary>
internal static unsafe class LibraryComparison
{
    private const int Groups = 2_500;

    // Arguments, and in units of the last place how near the midpoint their results are.
    private const int Midpoints = 400;
    private const double MidpointWidth = 0.0005;

    // The first number of eight that follow each other, with their negatives: zero and the least numbers, the least normal ones, 0.5, π/4, 1, where results of the
    // exponential function stop to be normal and to be numbers at all, 120 and 100,000, where sines are reduced otherwise, infinity, and NaN of both kinds.
    private static ReadOnlySpan<uint> Ends =>
    [
        0, 0x007FFFFC, 0x3EFFFFFC, 0x3F490FD8, 0x3F7FFFFC, 0x42AE9996, 0x42AEAC4C, 0x42B17214, 0x42CE8ECC, 0x42CFF1B1, 0x42EFFFFC, 0x47C34FFC, 0x7F7FFFFC, 0x7F800001, 0x7FBFFFFC, 0x7FFFFFF8,
    ];

    /// <summary>Compares two functions.</summary>
    /// <param name="lanes">The guarded one.</param>
    /// <param name="library">The library's.</param>
    /// <param name="most">The ordinary arguments' greatest size.</param>
    /// <returns>Whether no argument tells them apart.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Agrees(delegate*<Vector256<float>, Vector256<float>> lanes, delegate*<float, float> library, float most)
    {
        foreach (uint end in Ends)
        {
            Vector256<float> arguments = (Vector256.Create(end) + Vector256<uint>.Indices).AsSingle();
            if (!AreSame(lanes, library, arguments) || !AreSame(lanes, library, -arguments))
            {
                return false;
            }
        }

        uint state = 2463534242;
        for (int group = 0; group < Groups; group++)
        {
            Vector256<float> arguments = default;
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                state = Next(state);
                ((float*)&arguments)[lane] = (group % 4) switch
                {
                    0 => BitConverter.UInt32BitsToSingle(state),
                    1 => (float)(((int)state >> 23) * (Math.PI / 2)),
                    _ => (int)state * (most / 2147483648f),
                };
            }

            if (!AreSame(lanes, library, arguments))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Compares two functions of two numbers: of ordinary ones, of all bit patterns, and of where ranges end.</summary>
    /// <param name="lanes">The guarded one.</param>
    /// <param name="library">The library's.</param>
    /// <returns>Whether no arguments tell them apart.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AgreesInPairs(delegate*<Vector256<float>, Vector256<float>, Vector256<float>> lanes, delegate*<float, float, float> library)
    {
        uint state = 2463534242;
        for (int group = 0; group < Groups; group++)
        {
            Vector256<float> left = default, right = default;
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                ((float*)&left)[lane] = Some(group % 4, 100, ref state);
                ((float*)&right)[lane] = Some(group / 4 % 4, 20, ref state);
            }

            Vector256<float> results = lanes(left, right);
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                if (!IsSame(((float*)&results)[lane], library(((float*)&left)[lane], ((float*)&right)[lane])))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // A number of one of four kinds: any bits; where ranges end; a whole one; an ordinary one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Some(int kind, float most, ref uint state)
    {
        state = Next(state);
        float ordinary = (int)state * (most / 2147483648f);
        return kind switch
        {
            0 => BitConverter.UInt32BitsToSingle(state),
            1 => BitConverter.UInt32BitsToSingle(Ends[(int)(state >> 8) & 15] + (state & 7) + (state & 0x80000000)),
            2 => MathF.Round(ordinary),
            _ => ordinary,
        };
    }

    /// <summary>
    /// Compares two exponential functions where the exact result is so near the midpoint of two numbers of <see cref="float"/> that libraries of other steps
    /// round one of ten to the other side.
    /// </summary>
    /// <param name="lanes">The one by the library's steps.</param>
    /// <param name="library">The library's.</param>
    /// <param name="most">The arguments' greatest size.</param>
    /// <returns>Whether no argument tells them apart.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool RoundsAlike(delegate*<Vector256<float>, Vector256<float>> lanes, delegate*<float, float> library, float most)
    {
        uint state = 2463534242;
        for (int found = 0; found < Midpoints;)
        {
            Vector256<float> arguments = default;
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                state = Next(state);
                ((float*)&arguments)[lane] = (int)state * (most / 2147483648f);
            }

            Vector256<int> isFar = FloatGuard.Sure(DoubleFunctions.Exp(Vector256.WidenLower(arguments)), DoubleFunctions.Exp(Vector256.WidenUpper(arguments)), MidpointWidth);
            if (LaneMath.All(isFar))
            {
                continue;
            }

            Vector256<float> results = lanes(arguments);
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                if (isFar[lane] == 0 && !IsSame(((float*)&results)[lane], library(((float*)&arguments)[lane])))
                {
                    return false;
                }

                found += 1 + isFar[lane];
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreSame(delegate*<Vector256<float>, Vector256<float>> lanes, delegate*<float, float> library, Vector256<float> arguments)
    {
        Vector256<float> results = lanes(arguments);
        for (int lane = 0; lane < LaneMath.Count; lane++)
        {
            if (!IsSame(((float*)&results)[lane], library(((float*)&arguments)[lane])))
            {
                return false;
            }
        }

        return true;
    }

    // Marsaglia's xorshift.
    private static uint Next(uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        return state ^ (state << 5);
    }

    private static bool IsSame(float left, float right) => BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right);
}
