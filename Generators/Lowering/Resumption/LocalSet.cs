namespace HmmGen.Generators.Lowering.Resumption;

/// <summary>A set of locals, one bit each.</summary>
/// <param name="count">The number of locals.</param>
internal sealed class LocalSet(int count) : ICollection<int>
{
    private readonly ulong[] _words = new ulong[(count + 63) / 64];

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            int found = 0;
            for (int local = 0; local < count; local++)
            {
                found += Contains(local) ? 1 : 0;
            }

            return found;
        }
    }

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public void Add(int item) => _words[item >> 6] |= 1UL << (item & 63);

    /// <inheritdoc/>
    public bool Remove(int item)
    {
        bool contained = Contains(item);
        if (contained)
        {
            _words[item >> 6] &= ~(1UL << (item & 63));
        }

        return contained;
    }

    /// <inheritdoc/>
    public bool Contains(int item) => item >= 0 && item < count && (_words[item >> 6] & (1UL << (item & 63))) != 0;

    /// <inheritdoc/>
    public void Clear() => Array.Clear(_words, 0, _words.Length);

    /// <summary>Adds all of another set.</summary>
    /// <param name="other">The other set, of the same locals.</param>
    /// <returns>Whether anything was new.</returns>
    public bool AddAll(LocalSet other)
    {
        ulong added = 0;
        for (int word = 0; word < _words.Length; word++)
        {
            added |= other._words[word] & ~_words[word];
            _words[word] |= other._words[word];
        }

        return added != 0;
    }

    /// <inheritdoc/>
    public void CopyTo(int[] array, int arrayIndex)
    {
        foreach (int local in this)
        {
            array[arrayIndex++] = local;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (int word = 0; word < _words.Length; word++)
        {
            ulong rest = _words[word];
            for (int local = word * 64; rest != 0; local++, rest >>= 1)
            {
                if ((rest & 1) != 0)
                {
                    yield return local;
                }
            }
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
