using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Angles in degrees and in radians.</content>
public static partial class DeviceMath
{
    /// <summary>An angle in radians, from one in degrees.</summary>
    /// <param name="degrees">The angle in degrees.</param>
    /// <returns>The angle in radians.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float DegreesToRadians(float degrees) => float.DegreesToRadians(degrees);

    /// <inheritdoc cref="DegreesToRadians(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double DegreesToRadians(double degrees) => double.DegreesToRadians(degrees);

    /// <summary>An angle in degrees, from one in radians.</summary>
    /// <param name="radians">The angle in radians.</param>
    /// <returns>The angle in degrees.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float RadiansToDegrees(float radians) => float.RadiansToDegrees(radians);

    /// <inheritdoc cref="RadiansToDegrees(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RadiansToDegrees(double radians) => double.RadiansToDegrees(radians);
}
