namespace HmmGen.Generators.Dependencies;

/// <summary>The declarations of one file under one name.</summary>
internal sealed class DeclaredName
{
    /// <summary>A hash of the declarations' text and place: the sum of their hashes, so that their order does not matter.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The names that the declarations mention.</summary>
    public HashSet<string> Mentioned { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a declaration.</summary>
    /// <param name="hash">A hash of its text and place.</param>
    /// <param name="mentioned">The names that it mentions.</param>
    public void Add(ulong hash, IEnumerable<string> mentioned)
    {
        Hash = unchecked(Hash + hash);
        Mentioned.UnionWith(mentioned);
    }
}
