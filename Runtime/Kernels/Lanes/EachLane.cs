// Safety: only the eight or four lanes of a local vector are reached by address, and the address does not leave the method.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HmmGen.Kernels.Lanes;

/// <summary>Calls a scalar function for each lane: for what no vector instruction gives to the last bit.</summary>
internal static unsafe class EachLane
{
    /// <summary>A function of the C library, called directly: the compiler knows then that it leaves the code of vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Apply<TFunction>(Vector256<float> value)
        where TFunction : struct, ILaneFunction
    {
        Vector256<float> lanes = value;
        float* lane = (float*)&lanes;
        for (int i = 0; i < Vector256<float>.Count; i++)
        {
            lane[i] = TFunction.Of(lane[i]);
        }

        return Together(lane);
    }

    /// <inheritdoc cref="Apply{TFunction}(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static LanePair<double> Apply<TFunction>(LanePair<double> value)
        where TFunction : struct, ILaneFunction
    {
        double* lane = stackalloc double[LaneMath.Count];
        value.Low.Store(lane);
        value.High.Store(lane + 4);
        for (int i = 0; i < LaneMath.Count; i++)
        {
            lane[i] = TFunction.Of(lane[i]);
        }

        return new(Together(lane), Together(lane + 4));
    }

    /// <summary>A function of two numbers, called directly.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Join<TOperation>(Vector256<float> left, Vector256<float> right)
        where TOperation : struct, ILaneOperation
    {
        Vector256<float> lanes = left, others = right;
        float* lane = (float*)&lanes, other = (float*)&others;
        for (int i = 0; i < Vector256<float>.Count; i++)
        {
            lane[i] = TOperation.Of(lane[i], other[i]);
        }

        return Together(lane);
    }

    /// <inheritdoc cref="Join{TOperation}(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static LanePair<double> Join<TOperation>(LanePair<double> left, LanePair<double> right)
        where TOperation : struct, ILaneOperation
    {
        double* lane = stackalloc double[2 * LaneMath.Count], other = lane + LaneMath.Count;
        left.Low.Store(lane);
        left.High.Store(lane + 4);
        right.Low.Store(other);
        right.High.Store(other + 4);
        for (int i = 0; i < LaneMath.Count; i++)
        {
            lane[i] = TOperation.Of(lane[i], other[i]);
        }

        return new(Together(lane), Together(lane + 4));
    }

    /// <summary>A function of one number. Not inlined: the calls cost more than this one, and kernels stay small.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> Apply<T>(Vector256<T> value, delegate*<T, T> function)
        where T : unmanaged
    {
        Vector256<T> lanes = value;
        T* lane = (T*)&lanes;
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            lane[i] = function(lane[i]);
        }

        return Together(lane);
    }

    /// <summary>A function of two numbers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> Apply<T>(Vector256<T> left, Vector256<T> right, delegate*<T, T, T> function)
        where T : unmanaged
    {
        Vector256<T> lanes = left, others = right;
        T* lane = (T*)&lanes, other = (T*)&others;
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            lane[i] = function(lane[i], other[i]);
        }

        return Together(lane);
    }

    /// <summary>A function of a number and an integer, such as a count of digits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<T> Apply<T>(Vector256<T> left, Vector256<int> right, int first, delegate*<T, int, T> function)
        where T : unmanaged
    {
        Vector256<T> lanes = left;
        Vector256<int> others = right;
        T* lane = (T*)&lanes;
        int* other = (int*)&others + first;
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            lane[i] = function(lane[i], other[i]);
        }

        return Together(lane);
    }

    /// <summary>A function from one kind of number to another of the same size.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<TTo> Convert<TFrom, TTo>(Vector256<TFrom> value, delegate*<TFrom, TTo> function)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        Vector256<TFrom> lanes = value;
        Unsafe.SkipInit(out Vector256<TTo> results);
        TFrom* lane = (TFrom*)&lanes;
        TTo* result = (TTo*)&results;
        for (int i = 0; i < Vector256<TFrom>.Count; i++)
        {
            result[i] = function(lane[i]);
        }

        return Together(result);
    }

    /// <summary>A function from a 64-bit number to a 32-bit one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<TTo> Convert<TFrom, TTo>(LanePair<TFrom> value, delegate*<TFrom, TTo> function)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        Vector256<TFrom> low = value.Low, high = value.High;
        Unsafe.SkipInit(out Vector256<TTo> results);
        TTo* result = (TTo*)&results;
        for (int i = 0; i < 4; i++)
        {
            result[i] = function(((TFrom*)&low)[i]);
            result[i + 4] = function(((TFrom*)&high)[i]);
        }

        return Together(result);
    }

    // One load of what several stores have just left would wait until they are in the cache.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Together<T>(T* lane)
        where T : unmanaged
        => sizeof(T) == 8
            ? Vector256.Create(((double*)lane)[0], ((double*)lane)[1], ((double*)lane)[2], ((double*)lane)[3]).As<double, T>()
            : Vector256.Create(
                ((float*)lane)[0], ((float*)lane)[1], ((float*)lane)[2], ((float*)lane)[3],
                ((float*)lane)[4], ((float*)lane)[5], ((float*)lane)[6], ((float*)lane)[7]).As<float, T>();
}
