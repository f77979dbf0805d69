namespace HmmGen;

/// <summary>Enumerates the elements of an <see cref="HmmArray{T}"/>. Elements come to the host in parts of at most 16 MiB.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>One thread uses an enumerator at a time.</remarks>
public ref struct HmmArrayEnumerator<T> where T : unmanaged
{
    private readonly HmmArray<T> _array;
    private readonly int _pieceLength;
    private ReadOnlySpan<T> _piece;
    private long _next;
    private int _at;

    internal HmmArrayEnumerator(HmmArray<T> array, int pieceLength)
    {
        _array = array;
        _pieceLength = pieceLength;
        _at = -1;
    }

    /// <summary>The current element.</summary>
    /// <exception cref="IndexOutOfRangeException"><see cref="MoveNext"/> was not called, or returned false.</exception>
    public readonly T Current => _piece[_at];

    /// <summary>Goes to the next element.</summary>
    /// <returns>False at the end of the array.</returns>
    /// <exception cref="HmmAccessException">The protection of an element forbids reading.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public bool MoveNext()
    {
        if (++_at < _piece.Length)
        {
            return true;
        }

        if (_at > 0)
        {
            _array.ThrowIfEnded();
        }

        if (_next >= _array.Length)
        {
            return false;
        }

        _piece = _array.AsReadOnlySpan(_next, (int)Math.Min(_pieceLength, _array.Length - _next));
        _next += _piece.Length;
        _at = 0;
        return true;
    }
}
