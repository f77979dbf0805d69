using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Elements or members that lie beside each other: of one and two bytes in a word of four, such as the colours of a pixel; of four and eight bytes two to four of
/// them, such as the halves of a complex number. The words of neighbouring work items are neighbours, so that one load or store has them all, or as many as a word
/// has parts.
/// </summary>
/// <param name="Block">The block in which the loads or stores stand.</param>
/// <param name="IsStored">Whether the word is stored, from all its parts at once.</param>
/// <param name="At">The place in the block of the first load or of the last store, where the word is loaded or stored.</param>
/// <param name="Ahead">The elements from that one's to the one that begins the word.</param>
/// <param name="Reach">The bytes from the word's first to the last one that is known to exist.</param>
/// <param name="Bytes">The bytes of the word.</param>
/// <param name="Size">The bytes of a part; parts of other sizes may lie only in words of four bytes.</param>
/// <param name="Parts">The parts, in the order of their instructions.</param>
internal sealed record LaneWord(int Block, bool IsStored, int At, int Ahead, int Reach, int Bytes, int Size, EquatableArray<LaneWordPart> Parts)
{
    /// <summary>Whether the parts are lanes of vectors, which are loaded and stored between each other. Other words are lanes themselves.</summary>
    public bool IsInterleaved => Size >= 4;

    /// <summary>The parts for which the word has room, which is the number of vectors that it takes.</summary>
    public int Count => Bytes / Size;

    /// <summary>The registers that hold the parts of a group's words before they are taken apart; 0 for other words.</summary>
    public int Vectors => IsStored || !IsInterleaved ? 0 : Size == 8 ? 2 * Count : Count;

    /// <summary>The parts at the end of the word of which nothing says that they exist behind the last item.</summary>
    public int Missing => (Bytes - 1 - Reach) / Size;

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
