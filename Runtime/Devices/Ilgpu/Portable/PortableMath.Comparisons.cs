using System.Runtime.CompilerServices;
using HmmGen.Kernels;
using ILGPU.IR.Intrinsics;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Comparisons of floating-point numbers. <see cref="DeviceComparisons"/> replaces them, so they stay calls up to then.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Less{T}(T, T)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Less(float left, float right) => left < right ? 1 : 0;

    /// <inheritdoc cref="DeviceMath.Less{T}(T, T)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Less(double left, double right) => left < right ? 1 : 0;

    /// <inheritdoc cref="DeviceMath.LessOrEqual{T}(T, T)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int LessOrEqual(float left, float right) => left <= right ? 1 : 0;

    /// <inheritdoc cref="DeviceMath.LessOrEqual{T}(T, T)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int LessOrEqual(double left, double right) => left <= right ? 1 : 0;

    /// <inheritdoc cref="DeviceMath.Greater{T}(T, T)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Greater(float left, float right) => left > right ? 1 : 0;

    /// <inheritdoc cref="DeviceMath.Greater{T}(T, T)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Greater(double left, double right) => left > right ? 1 : 0;

    /// <inheritdoc cref="DeviceMath.GreaterOrEqual{T}(T, T)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int GreaterOrEqual(float left, float right) => left >= right ? 1 : 0;

    /// <inheritdoc cref="DeviceMath.GreaterOrEqual{T}(T, T)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int GreaterOrEqual(double left, double right) => left >= right ? 1 : 0;
}
