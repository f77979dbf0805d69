// Safety: only addresses of functions are taken.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Kernels.Lanes;

/// <summary>
/// Whether the C library that <see cref="MathF"/> calls on this machine gives the results of the guarded functions: tried once for each function that a kernel
/// has, by <see cref="LibraryComparison"/>.
/// </summary>
/// <remarks>
/// The .NET compiler takes verdicts for constants in code that it compiles later. So they are made before it compiles lanes. Lanes read the fields themselves:
/// behind a property, the compiler would first write in both forms of a function, and come to the end of what it writes into a kernel. A class for each function
/// keeps verdicts from being made that no kernel asks for.
/// </remarks>
internal static unsafe class LibraryVerdict
{
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

    /// <summary>The verdicts on <see cref="MathF.Exp"/>.</summary>
    public static class OfExp
    {
        /// <summary>Whether <see cref="MathF.Exp"/> takes the steps of <see cref="LibraryExp"/>, and there are vectors for them.</summary>
        public static readonly bool Table = Avx512F.IsSupported && LibraryComparison.Agrees(&GuardedLanes.TableExp, &MathF.Exp, 88)
            && LibraryComparison.RoundsAlike(&GuardedLanes.TableExp, &MathF.Exp, 87);

        /// <summary>Whether <see cref="MathF.Exp"/> is near the exact result, where it does not take these steps.</summary>
        public static readonly bool Guarded = Vector256.IsHardwareAccelerated && !Table && LibraryComparison.Agrees(&GuardedLanes.Exp, &MathF.Exp, 88);
    }

    /// <summary>The verdicts on <see cref="MathF.Sin"/>.</summary>
    public static class OfSin
    {
        /// <summary>Whether <see cref="MathF.Sin"/> is near the result of a best polynomial.</summary>
        public static readonly bool Guarded = Vector256.IsHardwareAccelerated && LibraryComparison.Agrees(&GuardedLanes.Sin, &MathF.Sin, 400);
    }

    /// <summary>The verdicts on <see cref="MathF.Cos"/>.</summary>
    public static class OfCos
    {
        /// <summary>Whether <see cref="MathF.Cos"/> is.</summary>
        public static readonly bool Guarded = Vector256.IsHardwareAccelerated && LibraryComparison.Agrees(&GuardedLanes.Cos, &MathF.Cos, 400);
    }

    /// <summary>The verdicts on <see cref="MathF.Log(float)"/>.</summary>
    public static class OfLog
    {
        /// <summary>Whether <see cref="MathF.Log(float)"/> takes the steps of <see cref="LibraryLog"/>, and there are vectors for them.</summary>
        public static readonly bool Steps = LibraryLog.IsSupported && LibraryComparison.Agrees(&GuardedLanes.Log, &MathF.Log, 10);
    }

    /// <summary>The verdicts on <see cref="MathF.Log2"/>.</summary>
    public static class OfLog2
    {
        /// <summary>Whether <see cref="MathF.Log2"/> does.</summary>
        public static readonly bool Steps = LibraryLog.IsSupported && LibraryComparison.Agrees(&GuardedLanes.Log2, &MathF.Log2, 10);
    }

    /// <summary>The verdicts on <see cref="MathF.Log10"/>.</summary>
    public static class OfLog10
    {
        /// <summary>Whether <see cref="MathF.Log10"/> takes the steps of <see cref="LibraryLog10"/>, and there are vectors for them.</summary>
        public static readonly bool Steps = LibraryLog.IsSupported && LibraryComparison.Agrees(&GuardedLanes.Log10, &MathF.Log10, 10);

        /// <summary>Whether <see cref="MathF.Log10"/> rounds the exact result, or nearly does, where it does not take these steps.</summary>
        public static readonly bool Rounded = Vector256.IsHardwareAccelerated && !Steps && LibraryComparison.Agrees(&GuardedLanes.RoundedLog10, &MathF.Log10, 10);
    }

    /// <summary>The verdicts on <see cref="MathF.Tanh"/>.</summary>
    public static class OfTanh
    {
        /// <summary>Whether <see cref="MathF.Tanh"/> takes the steps of <see cref="LibraryTanh"/>.</summary>
        public static readonly bool Steps = Vector256.IsHardwareAccelerated && LibraryComparison.Agrees(&GuardedLanes.Tanh, &MathF.Tanh, 10);

        /// <summary>Whether <see cref="MathF.Tanh"/> rounds the exact result, or nearly does, where it does not take these steps.</summary>
        public static readonly bool Rounded = Vector256.IsHardwareAccelerated && !Steps && LibraryComparison.Agrees(&GuardedLanes.RoundedTanh, &MathF.Tanh, 10);
    }

    /// <summary>The verdicts on <see cref="MathF.Pow"/>.</summary>
    public static class OfPow
    {
        /// <summary>Whether <see cref="MathF.Pow"/> takes the steps of <see cref="LibraryPow"/>, and there are vectors for them.</summary>
        public static readonly bool Steps = LibraryLog.IsSupported && LibraryComparison.AgreesInPairs(&GuardedLanes.Pow, &MathF.Pow);
    }
}
