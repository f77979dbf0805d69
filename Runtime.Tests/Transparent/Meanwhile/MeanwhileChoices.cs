namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>Reads elements that the host may have written while the launch ran: one after another in all ways in which the launch may have seen them.</summary>
internal sealed class MeanwhileChoices
{
    private readonly List<(int Chosen, int Count)> _choices = [];
    private int _next;

    /// <summary>Reads an element.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="index">The element.</param>
    /// <returns>One of the values that it has had.</returns>
    public T Read<T>(MeanwhileArray<T> array, int index) where T : unmanaged
    {
        ReadOnlySpan<T> values = array.Values(index);
        if (values.Length == 1)
        {
            return values[0];
        }

        if (_next == _choices.Count)
        {
            _choices.Add((0, values.Length));
        }

        return values[_choices[_next++].Chosen];
    }

    /// <summary>Goes on to the next way.</summary>
    /// <returns>False when there is none. Then the first way is the next.</returns>
    public bool Advance()
    {
        _next = 0;
        while (_choices.Count > 0)
        {
            (int chosen, int count) = _choices[^1];
            _choices.RemoveAt(_choices.Count - 1);
            if (chosen + 1 < count)
            {
                _choices.Add((chosen + 1, count));
                return true;
            }
        }

        return false;
    }
}
