using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Elements or members of one and two bytes that lie in a word of four, such as the colours of a pixel or the two sides of a sample. The words of neighbouring
/// work items are neighbours, so that one load or store has them all.
/// </summary>
/// <param name="Block">The block in which the loads or stores stand.</param>
/// <param name="IsStored">Whether the word is stored, from all its parts at once.</param>
/// <param name="At">The place in the block of the first load or of the last store, where the word is loaded or stored.</param>
/// <param name="Ahead">The elements from that one's to the one that begins the word.</param>
/// <param name="Reach">The bytes from the word's first to the last one that is known to exist.</param>
/// <param name="Parts">The parts, in the order of their instructions.</param>
internal sealed record LaneWord(int Block, bool IsStored, int At, int Ahead, int Reach, EquatableArray<LaneWordPart> Parts)
{
    /// <summary>The places of the loads and stores that are parts.</summary>
    /// <param name="words">The words.</param>
    /// <returns>Their blocks, and their places there.</returns>
    public static HashSet<(int Block, int At)> PlacesOf(IEnumerable<LaneWord> words)
        => [.. words.SelectMany(static word => word.Parts.Select(part => (word.Block, part.At)))];
}

/// <summary>A part of a word.</summary>
/// <param name="At">The place in the block of the load or store.</param>
/// <param name="Byte">The part's first byte in the word.</param>
internal readonly record struct LaneWordPart(int At, int Byte);
