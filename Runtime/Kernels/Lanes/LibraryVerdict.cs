// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Whether the C library that <see cref="MathF"/> calls on this machine gives the results of the guarded functions: tried once for each function that a kernel
/// has, by <see cref="LibraryComparison"/>.
/// </summary>
/// <remarks>The .NET compiler takes verdicts for constants in code that it compiles later. So they are made before it compiles lanes.</remarks>
internal static unsafe class LibraryVerdict
{
    /// <summary>Whether <see cref="MathF.Exp"/> takes the steps of <see cref="LibraryExp"/>, and there are vectors for them.</summary>
    public static bool TableExp => OfExp.Table;

    /// <summary>Whether <see cref="MathF.Exp"/> is near the exact result, where it does not take these steps.</summary>
    public static bool Exp => OfExp.Guarded;

    /// <summary>Whether <see cref="MathF.Sin"/> is near the result of a best polynomial.</summary>
    public static bool Sin => OfSin.Guarded;

    /// <summary>Whether <see cref="MathF.Cos"/> is.</summary>
    public static bool Cos => OfCos.Guarded;

    /// <summary>Whether <see cref="MathF.Log(float)"/> takes the steps of <see cref="LibraryLog"/>, and there are vectors for them.</summary>
    public static bool Log => OfLog.Steps;

    /// <summary>Whether <see cref="MathF.Log2"/> does.</summary>
    public static bool Log2 => OfLog2.Steps;

    /// <summary>Whether <see cref="MathF.Log10"/> takes the steps of <see cref="LibraryLog10"/>, and there are vectors for them.</summary>
    public static bool Log10 => OfLog10.Steps;

    /// <summary>Whether <see cref="MathF.Log10"/> rounds the exact result, or nearly does, where it does not take these steps.</summary>
    public static bool RoundedLog10 => OfLog10.Rounded;

    /// <summary>Whether <see cref="MathF.Tanh"/> takes the steps of <see cref="LibraryTanh"/>.</summary>
    public static bool Tanh => OfTanh.Steps;

    /// <summary>Whether <see cref="MathF.Tanh"/> rounds the exact result, or nearly does, where it does not take these steps.</summary>
    public static bool RoundedTanh => OfTanh.Rounded;

    /// <summary>Whether <see cref="MathF.Pow"/> takes the steps of <see cref="LibraryPow"/>, and there are vectors for them.</summary>
    public static bool Pow => OfPow.Steps;

    /// <summary>Makes the verdicts of some functions, if it has not been done.</summary>
    /// <param name="functions">The functions.</param>
    public static void Make(GuardedFunctions functions)
    {
        // The class stands in each call: a trimmed program has no others.
        if (functions.HasFlag(GuardedFunctions.Exp))
        {
            RuntimeHelpers.RunClassConstructor(typeof(OfExp).TypeHandle);
        }

        if (functions.HasFlag(GuardedFunctions.Sin))
        {
            RuntimeHelpers.RunClassConstructor(typeof(OfSin).TypeHandle);
        }

        if (functions.HasFlag(GuardedFunctions.Cos))
        {
            RuntimeHelpers.RunClassConstructor(typeof(OfCos).TypeHandle);
        }

        if (functions.HasFlag(GuardedFunctions.Log))
        {
            RuntimeHelpers.RunClassConstructor(typeof(OfLog).TypeHandle);
        }

        if (functions.HasFlag(GuardedFunctions.Log2))
        {
            RuntimeHelpers.RunClassConstructor(typeof(OfLog2).TypeHandle);
        }

        if (functions.HasFlag(GuardedFunctions.Log10))
        {
            RuntimeHelpers.RunClassConstructor(typeof(OfLog10).TypeHandle);
        }

        if (functions.HasFlag(GuardedFunctions.Tanh))
        {
            RuntimeHelpers.RunClassConstructor(typeof(OfTanh).TypeHandle);
        }

        if (functions.HasFlag(GuardedFunctions.Pow))
        {
            RuntimeHelpers.RunClassConstructor(typeof(OfPow).TypeHandle);
        }
    }

    // A class for each function, so that its verdict costs nothing where no kernel has it.
    private static class OfExp
    {
        public static readonly bool Table = Avx512F.IsSupported && LibraryComparison.Agrees(&GuardedLanes.TableExp, &MathF.Exp, 88)
            && LibraryComparison.RoundsAlike(&GuardedLanes.TableExp, &MathF.Exp, 87);

        public static readonly bool Guarded = Vector256.IsHardwareAccelerated && !Table && LibraryComparison.Agrees(&GuardedLanes.Exp, &MathF.Exp, 88);
    }

    private static class OfSin
    {
        public static readonly bool Guarded = Vector256.IsHardwareAccelerated && LibraryComparison.Agrees(&GuardedLanes.Sin, &MathF.Sin, 400);
    }

    private static class OfCos
    {
        public static readonly bool Guarded = Vector256.IsHardwareAccelerated && LibraryComparison.Agrees(&GuardedLanes.Cos, &MathF.Cos, 400);
    }

    private static class OfLog
    {
        public static readonly bool Steps = LibraryLog.IsSupported && LibraryComparison.Agrees(&GuardedLanes.Log, &MathF.Log, 10);
    }

    private static class OfLog2
    {
        public static readonly bool Steps = LibraryLog.IsSupported && LibraryComparison.Agrees(&GuardedLanes.Log2, &MathF.Log2, 10);
    }

    private static class OfLog10
    {
        public static readonly bool Steps = LibraryLog.IsSupported && LibraryComparison.Agrees(&GuardedLanes.Log10, &MathF.Log10, 10);

        public static readonly bool Rounded = Vector256.IsHardwareAccelerated && !Steps && LibraryComparison.Agrees(&GuardedLanes.RoundedLog10, &MathF.Log10, 10);
    }

    private static class OfTanh
    {
        public static readonly bool Steps = Vector256.IsHardwareAccelerated && LibraryComparison.Agrees(&GuardedLanes.Tanh, &MathF.Tanh, 10);

        public static readonly bool Rounded = Vector256.IsHardwareAccelerated && !Steps && LibraryComparison.Agrees(&GuardedLanes.RoundedTanh, &MathF.Tanh, 10);
    }

    private static class OfPow
    {
        public static readonly bool Steps = LibraryLog.IsSupported && LibraryComparison.AgreesInPairs(&GuardedLanes.Pow, &MathF.Pow);
    }
}
