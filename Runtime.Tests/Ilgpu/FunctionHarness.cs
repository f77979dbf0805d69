using System.Runtime.CompilerServices;
using ILGPU;

namespace HmmGen.Tests.Ilgpu;

/// <summary>What emitted kernels call to get a function's arguments and to leave its result; eight bytes for each.</summary>
public static class FunctionHarness
{
    /// <summary>The bytes of an argument and of a result.</summary>
    public const int Slot = 8;

    /// <summary>The arguments that every call has room for.</summary>
    public const int Arguments = 3;

    /// <summary>The number of the call that a work item makes.</summary>
    public static long Item() => Grid.LongGlobalIndex.X;

    /// <summary>An argument.</summary>
    public static T Load<T>(ArrayView<byte> input, long item, int argument) where T : unmanaged
        => Unsafe.As<byte, T>(ref input[(item * Arguments + argument) * Slot]);

    /// <summary>What all calls of an atomic operation share: the last slot.</summary>
    public static ref T Target<T>(ArrayView<byte> output) where T : unmanaged
        => ref Unsafe.As<byte, T>(ref output[output.Length - Slot]);

    /// <summary>Leaves a result.</summary>
    public static void Store<T>(T result, ArrayView<byte> output, long item) where T : unmanaged
        => Unsafe.As<byte, T>(ref output[item * Slot]) = result;

    /// <summary>Leaves a truth value.</summary>
    public static void StoreTruth(bool result, ArrayView<byte> output, long item)
        => Unsafe.As<byte, int>(ref output[item * Slot]) = result ? 1 : 0;
}
