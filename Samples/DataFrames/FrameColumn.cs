using Apache.Arrow;

namespace HmmGen.DataFrames;

/// <summary>A column of a mapped file: a part for each record batch.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="name">The name.</param>
internal sealed class FrameColumn<T>(string name) : IFrameColumn where T : unmanaged
{
    private readonly List<ColumnPart<T>> _parts = [];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public long Bytes => _parts.Sum(part => part.Bytes);

    /// <summary>The part that a batch has.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>The part.</returns>
    public ColumnPart<T> this[FrameBatch batch] => _parts[batch.Number];

    /// <inheritdoc/>
    public long BytesMovedTo(HmmDevice device) => _parts.Sum(part => part.BytesMovedTo(device));

    /// <inheritdoc/>
    public void Add(ArrayData data, MappedBytes file)
    {
        HmmArray<byte> bits = data.GetNullCount() == 0 ? file.Part<byte>(default, 0) : file.Part<byte>(data.Buffers[0].Span, (data.Length + 7) / 8);
        _parts.Add(new ColumnPart<T>(file.Part<T>(data.Buffers[1].Span, data.Length), bits));
    }

    /// <summary>Copies the values of all batches.</summary>
    /// <returns>The values, also where they are null.</returns>
    public T[] ToArray()
    {
        T[] all = new T[_parts.Sum(part => part.Values.Length)];
        int row = 0;
        foreach (ColumnPart<T> part in _parts)
        {
            part.Values.AsReadOnlySpan().CopyTo(all.AsSpan(row));
            row += (int)part.Values.Length;
        }

        return all;
    }

    /// <summary>Reads the bitmaps of all batches.</summary>
    /// <returns>For each value whether it is not null.</returns>
    public bool[] ToMask()
    {
        bool[] all = new bool[_parts.Sum(part => part.Values.Length)];
        int row = 0;
        foreach (ColumnPart<T> part in _parts)
        {
            ReadOnlySpan<byte> bits = part.Bits.AsReadOnlySpan();
            for (int k = 0; k < part.Values.Length; k++)
                all[row++] = bits.IsEmpty || (bits[k / 8] & 1 << k % 8) != 0;
        }

        return all;
    }

    /// <inheritdoc/>
    public void Dispose() => _parts.ForEach(part => part.Dispose());
}
