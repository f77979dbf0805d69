using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>What device code asks before arithmetic and conversions of a <c>checked</c> context, where the host would throw.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class DeviceChecks
{
    /// <summary>Whether a sum leaves the type's range.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AddOverflows(int left, int right) => ((left ^ (left + right)) & (right ^ (left + right))) < 0;

    /// <inheritdoc cref="AddOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AddOverflows(long left, long right) => ((left ^ (left + right)) & (right ^ (left + right))) < 0;

    /// <inheritdoc cref="AddOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AddOverflows(uint left, uint right) => left + right < left;

    /// <inheritdoc cref="AddOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AddOverflows(ulong left, ulong right) => left + right < left;

    /// <summary>Whether a difference leaves the type's range.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SubtractOverflows(int left, int right) => ((left ^ right) & (left ^ (left - right))) < 0;

    /// <inheritdoc cref="SubtractOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SubtractOverflows(long left, long right) => ((left ^ right) & (left ^ (left - right))) < 0;

    /// <inheritdoc cref="SubtractOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SubtractOverflows(uint left, uint right) => left < right;

    /// <inheritdoc cref="SubtractOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SubtractOverflows(ulong left, ulong right) => left < right;

    /// <summary>Whether a product leaves the type's range.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MultiplyOverflows(int left, int right) => (long)left * right != left * right;

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MultiplyOverflows(long left, long right)
    {
        // The magnitudes' product, against the greatest magnitude of its sign.
        ulong limit = (left ^ right) < 0 ? 1UL << 63 : long.MaxValue;
        return ProductExceeds(left < 0 ? 0 - (ulong)left : (ulong)left, right < 0 ? 0 - (ulong)right : (ulong)right, limit);
    }

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MultiplyOverflows(uint left, uint right) => (ulong)left * right > uint.MaxValue;

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MultiplyOverflows(ulong left, ulong right) => ProductExceeds(left, right, ulong.MaxValue);

    // By halves, without a division, which devices are slow at: (a1 * 2^32 + a0) * (b1 * 2^32 + b0).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ProductExceeds(ulong left, ulong right, ulong limit)
    {
        ulong left0 = left & uint.MaxValue, left1 = left >> 32, right0 = right & uint.MaxValue, right1 = right >> 32;
        ulong middle0 = left1 * right0, middle1 = left0 * right1, low = left0 * right0;
        ulong carry = (low >> 32) + (middle0 & uint.MaxValue) + (middle1 & uint.MaxValue);
        ulong high = left1 * right1 + (middle0 >> 32) + (middle1 >> 32) + (carry >> 32);
        return high != 0 || left * right > limit;
    }
}
