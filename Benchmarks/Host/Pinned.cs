// Safety: only arrays that never move are given out as pointers; whoever takes one keeps the array alive.
using System.Runtime.InteropServices;

namespace HmmGen.Benchmarks.Host;

/// <summary>Arrays that never move, so that launches, plain loops, vectors and native code all work on the same memory.</summary>
internal static class Pinned
{
    /// <summary>An array of zeros.</summary>
    /// <typeparam name="T">The type of elements.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The array.</returns>
    public static T[] Zeros<T>(int length)
        where T : unmanaged
        => GC.AllocateArray<T>(length, pinned: true);

    /// <summary>An array with contents.</summary>
    /// <typeparam name="T">The type of elements.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <param name="element">Gives the elements, in order.</param>
    /// <returns>The array.</returns>
    public static T[] Of<T>(int length, Func<int, T> element)
        where T : unmanaged
    {
        T[] array = Zeros<T>(length);
        for (int i = 0; i < length; i++)
        {
            array[i] = element(i);
        }

        return array;
    }

    /// <summary>Where an array of this class lies.</summary>
    /// <typeparam name="T">The type of elements.</typeparam>
    /// <param name="array">The array.</param>
    /// <returns>The address of its first element.</returns>
    public static unsafe T* At<T>(T[] array)
        where T : unmanaged
        => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
}
