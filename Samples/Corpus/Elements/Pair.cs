namespace HmmGen.Corpus;

/// <summary>An element of 8 bytes.</summary>
/// <param name="key">The key.</param>
/// <param name="value">The value.</param>
public struct Pair(int key, int value)
{
    /// <summary>The key.</summary>
    public int Key = key;

    /// <summary>The value.</summary>
    public int Value = value;
}
