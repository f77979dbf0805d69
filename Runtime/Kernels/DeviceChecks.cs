using System.ComponentModel;
using System.Numerics;

namespace HmmGen.Kernels;

/// <summary>What device code asks before arithmetic and conversions of a <c>checked</c> context, where the host would throw.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class DeviceChecks
{
    /// <summary>Whether a sum leaves the type's range.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>True when it does.</returns>
    public static bool AddOverflows<T>(T left, T right) where T : IBinaryInteger<T> => left + right < left != right < T.Zero;

    /// <summary>Whether a difference leaves the type's range.</summary>
    /// <inheritdoc cref="AddOverflows{T}(T, T)"/>
    public static bool SubtractOverflows<T>(T left, T right) where T : IBinaryInteger<T> => left - right < left != right > T.Zero;

    /// <summary>Whether a product leaves the type's range.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>True when it does.</returns>
    public static bool MultiplyOverflows(int left, int right) => (long)left * right != left * right;

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    public static bool MultiplyOverflows(long left, long right)
    {
        // The magnitudes' product, against the greatest magnitude of its sign.
        ulong limit = (left ^ right) < 0 ? 1UL << 63 : long.MaxValue;
        return ProductExceeds(left < 0 ? 0 - (ulong)left : (ulong)left, right < 0 ? 0 - (ulong)right : (ulong)right, limit);
    }

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    public static bool MultiplyOverflows(uint left, uint right) => (ulong)left * right > uint.MaxValue;

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    public static bool MultiplyOverflows(ulong left, ulong right) => ProductExceeds(left, right, ulong.MaxValue);

    // By halves, without a division, which devices are slow at: (a1 * 2^32 + a0) * (b1 * 2^32 + b0).
    private static bool ProductExceeds(ulong left, ulong right, ulong limit)
    {
        ulong left0 = left & uint.MaxValue, left1 = left >> 32, right0 = right & uint.MaxValue, right1 = right >> 32;
        ulong middle0 = left1 * right0, middle1 = left0 * right1, low = left0 * right0;
        ulong carry = (low >> 32) + (middle0 & uint.MaxValue) + (middle1 & uint.MaxValue);
        ulong high = left1 * right1 + (middle0 >> 32) + (middle1 >> 32) + (carry >> 32);
        return high != 0 || left * right > limit;
    }
}
