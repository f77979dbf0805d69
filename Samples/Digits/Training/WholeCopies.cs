using System.Runtime.CompilerServices;

namespace HmmGen.Digits;

/// <summary>The bytes that hand-written code would move which copies every array whole: in if a launch reads it, out if a launch writes it.</summary>
internal static class WholeCopies
{
    /// <summary>The size of an array.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="array">The array.</param>
    /// <returns>Its bytes.</returns>
    public static long Of<T>(HmmArray<T> array) where T : unmanaged => array.Length * Unsafe.SizeOf<T>();

    /// <summary>One launch.</summary>
    /// <param name="read">The sizes of the arrays that it reads.</param>
    /// <param name="written">The sizes of the arrays that it writes.</param>
    /// <returns>The bytes that move.</returns>
    public static long Launch(ReadOnlySpan<long> read, ReadOnlySpan<long> written)
    {
        long bytes = 0;
        foreach (long size in read)
            bytes += size;
        foreach (long size in written)
            bytes += size;
        return bytes;
    }
}
