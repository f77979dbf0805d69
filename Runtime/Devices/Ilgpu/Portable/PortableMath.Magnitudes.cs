using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>The lesser and the greater by size, and those that pass over NaN.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.MaxMagnitude(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitude(float left, float right)
    {
        float leftSize = Abs(left);
        float rightSize = Abs(right);
        float result = DeviceMath.Greater(leftSize, rightSize) != 0 || DeviceMath.IsNaN(left) ? left : right;
        return leftSize == rightSize ? Max(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MaxMagnitude(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitude(double left, double right)
    {
        double leftSize = Abs(left);
        double rightSize = Abs(right);
        double result = DeviceMath.Greater(leftSize, rightSize) != 0 || DeviceMath.IsNaN(left) ? left : right;
        return leftSize == rightSize ? Max(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MinMagnitude(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitude(float left, float right)
    {
        float leftSize = Abs(left);
        float rightSize = Abs(right);
        float result = DeviceMath.Less(leftSize, rightSize) != 0 || DeviceMath.IsNaN(left) ? left : right;
        return leftSize == rightSize ? Min(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MinMagnitude(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitude(double left, double right)
    {
        double leftSize = Abs(left);
        double rightSize = Abs(right);
        double result = DeviceMath.Less(leftSize, rightSize) != 0 || DeviceMath.IsNaN(left) ? left : right;
        return leftSize == rightSize ? Min(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MaxMagnitudeNumber(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxMagnitudeNumber(float left, float right)
    {
        float leftSize = Abs(left);
        float rightSize = Abs(right);
        float result = DeviceMath.Greater(leftSize, rightSize) != 0 || DeviceMath.IsNaN(right) ? left : right;
        return leftSize == rightSize ? Max(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MaxMagnitudeNumber(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxMagnitudeNumber(double left, double right)
    {
        double leftSize = Abs(left);
        double rightSize = Abs(right);
        double result = DeviceMath.Greater(leftSize, rightSize) != 0 || DeviceMath.IsNaN(right) ? left : right;
        return leftSize == rightSize ? Max(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MinMagnitudeNumber(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinMagnitudeNumber(float left, float right)
    {
        float leftSize = Abs(left);
        float rightSize = Abs(right);
        float result = DeviceMath.Less(leftSize, rightSize) != 0 || DeviceMath.IsNaN(right) ? left : right;
        return leftSize == rightSize ? Min(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MinMagnitudeNumber(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinMagnitudeNumber(double left, double right)
    {
        double leftSize = Abs(left);
        double rightSize = Abs(right);
        double result = DeviceMath.Less(leftSize, rightSize) != 0 || DeviceMath.IsNaN(right) ? left : right;
        return leftSize == rightSize ? Min(left, right) : result;
    }

    /// <inheritdoc cref="DeviceMath.MaxNumber(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxNumber(float left, float right)
    {
        float result = Max(left, right);
        return DeviceMath.IsNaN(left) ? right : DeviceMath.IsNaN(right) ? left : result;
    }

    /// <inheritdoc cref="DeviceMath.MaxNumber(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNumber(double left, double right)
    {
        double result = Max(left, right);
        return DeviceMath.IsNaN(left) ? right : DeviceMath.IsNaN(right) ? left : result;
    }

    /// <inheritdoc cref="DeviceMath.MinNumber(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinNumber(float left, float right)
    {
        float result = Min(left, right);
        return DeviceMath.IsNaN(left) ? right : DeviceMath.IsNaN(right) ? left : result;
    }

    /// <inheritdoc cref="DeviceMath.MinNumber(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNumber(double left, double right)
    {
        double result = Min(left, right);
        return DeviceMath.IsNaN(left) ? right : DeviceMath.IsNaN(right) ? left : result;
    }
}
