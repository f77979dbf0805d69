using System.Numerics;
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>The lesser and the greater by size, and those that pass over NaN.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.MaxMagnitude{T}(T, T)"/>
    public static T MaxMagnitude<T>(T left, T right) where T : IFloatingPointIeee754<T>
    {
        T leftSize = DeviceMath.Abs(left);
        T rightSize = DeviceMath.Abs(right);
        T result = DeviceMath.Greater(leftSize, rightSize) != 0 || DeviceMath.IsNaN(left) ? left : right;
        return leftSize == rightSize ? DeviceMath.Max(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MinMagnitude{T}(T, T)"/>
    public static T MinMagnitude<T>(T left, T right) where T : IFloatingPointIeee754<T>
    {
        T leftSize = DeviceMath.Abs(left);
        T rightSize = DeviceMath.Abs(right);
        T result = DeviceMath.Less(leftSize, rightSize) != 0 || DeviceMath.IsNaN(left) ? left : right;
        return leftSize == rightSize ? DeviceMath.Min(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MaxMagnitudeNumber{T}(T, T)"/>
    public static T MaxMagnitudeNumber<T>(T left, T right) where T : IFloatingPointIeee754<T>
    {
        T leftSize = DeviceMath.Abs(left);
        T rightSize = DeviceMath.Abs(right);
        T result = DeviceMath.Greater(leftSize, rightSize) != 0 || DeviceMath.IsNaN(right) ? left : right;
        return leftSize == rightSize ? DeviceMath.Max(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MinMagnitudeNumber{T}(T, T)"/>
    public static T MinMagnitudeNumber<T>(T left, T right) where T : IFloatingPointIeee754<T>
    {
        T leftSize = DeviceMath.Abs(left);
        T rightSize = DeviceMath.Abs(right);
        T result = DeviceMath.Less(leftSize, rightSize) != 0 || DeviceMath.IsNaN(right) ? left : right;
        return leftSize == rightSize ? DeviceMath.Min(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MaxNumber{T}(T, T)"/>
    public static T MaxNumber<T>(T left, T right) where T : IFloatingPointIeee754<T>
    {
        T result = DeviceMath.Max(left, right);
        return DeviceMath.IsNaN(left) ? right : DeviceMath.IsNaN(right) ? left : result;
    }

    /// <inheritdoc cref="DeviceMath.MinNumber{T}(T, T)"/>
    public static T MinNumber<T>(T left, T right) where T : IFloatingPointIeee754<T>
    {
        T result = DeviceMath.Min(left, right);
        return DeviceMath.IsNaN(left) ? right : DeviceMath.IsNaN(right) ? left : result;
    }

}
