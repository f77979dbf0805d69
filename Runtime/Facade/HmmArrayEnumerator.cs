namespace HmmGen;

/// <summary>Goes through the elements of an <see cref="HmmArray{T}"/>, which come home piece by piece.</summary>
/// <typeparam name="T">The element type.</typeparam>
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

    /// <summary>The element that was reached.</summary>
    public readonly T Current => _piece[_at];

    /// <summary>Goes on to the next element.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (++_at < _piece.Length)
        {
            return true;
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
