namespace HmmGen.Generators.Model;

/// <summary>Hashes text, the same in every process (64-bit FNV-1a, mixed so that sums of hashes stay well distributed).</summary>
internal static class TextHash
{
    private const ulong Start = 14695981039346656037;
    private const ulong Factor = 1099511628211;

    /// <summary>Hashes texts.</summary>
    /// <param name="texts">The texts, in order.</param>
    /// <returns>The hash.</returns>
    public static ulong Of(params string[] texts)
    {
        ulong hash = Start;
        foreach (string text in texts)
        {
            foreach (char letter in text)
            {
                hash = unchecked((hash ^ letter) * Factor);
            }

            // Separates one text from the next.
            hash = unchecked((hash ^ 0x1_0000) * Factor);
        }

        hash = unchecked((hash ^ (hash >> 32)) * 0xd6e8feb86659fd93);
        return hash ^ (hash >> 32);
    }
}
