using HmmGen.Base;

namespace HmmGen;

/// <content>Elements that the host overwrites, so that their old values need not come back from devices.</content>
public sealed partial class HmmArray<T>
{
    /// <summary>Gives all elements as a span to overwrite. Their values are undefined until they are written.</summary>
    /// <returns>The span, valid as long as one of <see cref="AsSpan()"/>.</returns>
    /// <exception cref="NotSupportedException">The array has more than <see cref="int.MaxValue"/> elements. Take a part.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing. No element has changed.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">The file beneath cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements beside these were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>See <see cref="AsSpanForOverwrite(long, int)"/>.</remarks>
    public Span<T> AsSpanForOverwrite()
    {
        CheckSpanLength(Length);
        return AsSpanForOverwrite(0, (int)Length);
    }

    /// <summary>Gives some elements as a span to overwrite. Their values are undefined until they are written.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The span, valid as long as one of <see cref="AsSpan(long, int)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing. No element has changed.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">The file beneath cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements beside these were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>
    /// Devices drop the elements and copy nothing back, and writes do not fault. Only pages at the edges, which hold other elements too, are copied back: the
    /// other elements keep their values. The program writes every element of the span before anything reads it. Elements of a mapped file that it does not
    /// write may reach the file as zeros. Whole pages that were lost become usable again. The call waits for launches that use the array, if a device has
    /// mirrored it. Any thread may call it, but no other thread may use the elements meanwhile.
    /// </remarks>
    public Span<T> AsSpanForOverwrite(long start, int length)
    {
        CheckRange(start, length);
        if (length > 0 && _region is { Mirrors.Length: > 0 })
        {
            using SharedLock.Holder? scope = LockToOverwrite();
            PrepareToOverwrite(scope, start, length);
        }

        return AsSpan(start, length);
    }
}
