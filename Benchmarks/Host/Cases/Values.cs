namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Random contents, the same in each run.</summary>
internal static class Values
{
    /// <summary>Numbers between two bounds.</summary>
    /// <param name="length">How many.</param>
    /// <param name="least">The lower bound.</param>
    /// <param name="most">The upper bound.</param>
    /// <returns>The numbers.</returns>
    public static float[] Of(int length, float least = -1, float most = 1)
    {
        Random random = new(length);
        return Pinned.Of(length, _ => least + (most - least) * random.NextSingle());
    }

    /// <summary>Integers from 0 up to a bound.</summary>
    /// <param name="length">How many.</param>
    /// <param name="bound">The bound.</param>
    /// <returns>The integers.</returns>
    public static int[] Below(int length, int bound)
    {
        Random random = new(length);
        return Pinned.Of(length, _ => random.Next(bound));
    }

    /// <summary>Bytes.</summary>
    /// <param name="length">How many.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Bytes(int length)
    {
        byte[] bytes = Pinned.Zeros<byte>(length);
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
