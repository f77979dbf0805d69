using System.Numerics;

namespace HmmGen.Kernels;

/// <content>Products of whole width, and products and sums that are rounded once.</content>
public static partial class DeviceMath
{
    /// <summary>The whole product of two numbers.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The product.</returns>
    public static long BigMul(int left, int right) => (long)left * right;

    /// <inheritdoc cref="BigMul(int, int)"/>
    public static ulong BigMul(uint left, uint right) => (ulong)left * right;

    /// <summary>The upper half of the whole product of two numbers; the lower half is their ordinary product.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">Another.</param>
    /// <returns>The upper half.</returns>
    public static ulong MultiplyHigh(ulong left, ulong right)
    {
        ulong left0 = left & uint.MaxValue, left1 = left >> 32, right0 = right & uint.MaxValue, right1 = right >> 32;
        ulong middle0 = left1 * right0, middle1 = left0 * right1;
        ulong carry = ((left0 * right0) >> 32) + (middle0 & uint.MaxValue) + (middle1 & uint.MaxValue);
        return left1 * right1 + (middle0 >> 32) + (middle1 >> 32) + (carry >> 32);
    }

    /// <inheritdoc cref="MultiplyHigh(ulong, ulong)"/>
    public static long MultiplyHigh(long left, long right)
    {
        // A negative factor counts 2^64 too much as an unsigned one.
        ulong high = MultiplyHigh((ulong)left, (ulong)right);
        return (long)(high - (left < 0 ? (ulong)right : 0) - (right < 0 ? (ulong)left : 0));
    }

    /// <inheritdoc cref="IFloatingPointIeee754{T}.FusedMultiplyAdd(T, T, T)"/>
    public static T FusedMultiplyAdd<T>(T left, T right, T addend) where T : IFloatingPointIeee754<T> => T.FusedMultiplyAdd(left, right, addend);

    /// <summary>A product and a sum in kernels that ask for speed before bits.</summary>
    /// <typeparam name="T">The type of numbers.</typeparam>
    /// <param name="left">A factor.</param>
    /// <param name="right">Another.</param>
    /// <param name="addend">What is added.</param>
    /// <returns>left * right + addend, rounded once where the device does so in one step, else twice.</returns>
    public static T MultiplyAdd<T>(T left, T right, T addend) where T : INumberBase<T> => T.MultiplyAddEstimate(left, right, addend);

    /// <inheritdoc cref="IFloatingPointIeee754{T}.Lerp(T, T, T)"/>
    /// <remarks>Where the host's processor fuses multiplications with additions .NET rounds once less; so do devices, as their host does.</remarks>
    public static T Lerp<T>(T from, T to, T amount) where T : IFloatingPointIeee754<T> => T.Lerp(from, to, amount);
}
