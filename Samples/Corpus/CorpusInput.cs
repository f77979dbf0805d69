namespace HmmGen.Corpus;

/// <summary>Draws the data of a case: the same for the same seed and size, on every machine.</summary>
/// <param name="seed">The seed.</param>
/// <param name="size">About how many elements the case's largest array has.</param>
public sealed class CorpusInput(int seed, int size)
{
    private readonly Random _random = new(seed);

    /// <summary>About how many elements the case's largest array has.</summary>
    public int Size => size;

    /// <summary>An array of elements drawn one by one.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="count">The number of elements.</param>
    /// <param name="draw">Draws an element.</param>
    /// <returns>The array.</returns>
    public T[] Draw<T>(int count, Func<Random, T> draw)
    {
        T[] array = new T[count];
        for (int i = 0; i < count; i++)
            array[i] = draw(_random);
        return array;
    }

    /// <summary>Fractions.</summary>
    /// <param name="count">How many.</param>
    /// <param name="low">The lower limit.</param>
    /// <param name="high">The upper limit.</param>
    /// <returns>The array.</returns>
    public float[] Floats(int count, float low = -1, float high = 1) => Draw(count, random => low + (high - low) * random.NextSingle());

    /// <summary>Fractions in double precision.</summary>
    /// <param name="count">How many.</param>
    /// <param name="low">The lower limit.</param>
    /// <param name="high">The upper limit.</param>
    /// <returns>The array.</returns>
    public double[] Doubles(int count, double low = -1, double high = 1) => Draw(count, random => low + (high - low) * random.NextDouble());

    /// <summary>Whole numbers from a range.</summary>
    /// <param name="count">How many.</param>
    /// <param name="low">The smallest.</param>
    /// <param name="end">One past the largest.</param>
    /// <returns>The array.</returns>
    public int[] Ints(int count, int low, int end) => Draw(count, random => random.Next(low, end));

    /// <summary>Whole numbers of any size.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The array.</returns>
    public int[] Ints(int count) => Draw(count, random => (int)random.NextInt64());

    /// <summary>Unsigned whole numbers of any size.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The array.</returns>
    public uint[] UInts(int count) => Draw(count, random => (uint)random.NextInt64());

    /// <summary>Large whole numbers of any size and sign.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The array.</returns>
    public long[] Longs(int count) => Draw(count, random => random.NextInt64(long.MinValue, long.MaxValue));

    /// <summary>Large unsigned whole numbers of any size.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The array.</returns>
    public ulong[] ULongs(int count) => Draw(count, random => (ulong)random.NextInt64(long.MinValue, long.MaxValue));

    /// <summary>Bytes.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The array.</returns>
    public byte[] Bytes(int count) => Draw(count, random => (byte)random.Next(256));

    /// <summary>Flags.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The array.</returns>
    public bool[] Flags(int count) => Draw(count, random => random.Next(2) == 0);

    /// <summary>The numbers from 0 in random order.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The array.</returns>
    public int[] Permutation(int count)
    {
        int[] permutation = new int[count];
        for (int i = 0; i < count; i++)
            permutation[i] = i;
        _random.Shuffle(permutation);
        return permutation;
    }

    /// <summary>The pattern of a sparse matrix; some rows are empty.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="perRow">The most entries in a row.</param>
    /// <returns>Where each row starts, and the columns of its entries, ascending and different.</returns>
    public (int[] Starts, int[] Columns) Pattern(int rows, int columns, int perRow)
    {
        int[] starts = new int[rows + 1];
        List<int> entries = [];
        for (int row = 0; row < rows; row++)
        {
            SortedSet<int> chosen = [];
            for (int k = _random.Next(perRow + 1); k > 0; k--)
                chosen.Add(_random.Next(columns));
            entries.AddRange(chosen);
            starts[row + 1] = entries.Count;
        }

        return (starts, entries.ToArray());
    }
}
