// Safety: only lanes of local vectors are reached by address, and addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Whether the C library that <see cref="MathF"/> calls on this machine gives the results of the guarded functions: tried once, on arguments
/// of all sizes, on ordinary ones, of which some hundreds have results that the guard only just lets pass, and on the nearest numbers to multiples of π/2. A
/// library of another kind differs in one of a hundred arguments or more.
/// </summary>
internal static unsafe class LibraryVerdict
{
    private const int Groups = 2_500;

    /// <summary>Whether <see cref="MathF.Exp"/> does.</summary>
    public static readonly bool Exp = Vector256.IsHardwareAccelerated && Agrees(&LaneMath.GuardedExp, &MathF.Exp, 88);

    /// <summary>Whether <see cref="MathF.Sin"/> does.</summary>
    public static readonly bool Sin = Vector256.IsHardwareAccelerated && Agrees(&LaneMath.GuardedSin, &MathF.Sin, 400);

    /// <summary>Whether <see cref="MathF.Cos"/> does.</summary>
    public static readonly bool Cos = Vector256.IsHardwareAccelerated && Agrees(&LaneMath.GuardedCos, &MathF.Cos, 400);

    /// <summary>Compares two functions.</summary>
    /// <param name="lanes">The guarded one.</param>
    /// <param name="library">The library's.</param>
    /// <param name="most">The arguments' greatest size, but for those of all sizes.</param>
    /// <returns>Whether no argument tells them apart.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Agrees(delegate*<Vector256<float>, Vector256<float>> lanes, delegate*<float, float> library, float most)
    {
        uint state = 2463534242;
        for (int group = 0; group < Groups; group++)
        {
            Vector256<float> arguments = default;
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                // Marsaglia's xorshift.
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                ((float*)&arguments)[lane] = (group % 4) switch
                {
                    0 => BitConverter.UInt32BitsToSingle(state),
                    1 => (float)(((int)state >> 23) * (Math.PI / 2)),
                    _ => (int)state * (most / 2147483648f),
                };
            }

            Vector256<float> results = lanes(arguments);
            for (int lane = 0; lane < LaneMath.Count; lane++)
            {
                if (BitConverter.SingleToInt32Bits(((float*)&results)[lane]) != BitConverter.SingleToInt32Bits(library(((float*)&arguments)[lane])))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
