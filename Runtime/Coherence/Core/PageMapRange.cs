// Linux assigns the fields.
#pragma warning disable CS0649

namespace HmmGen.Coherence.Core;

/// <summary>A run of pages that a <see cref="PageMapRequest"/> has found, as Linux declares it.</summary>
internal struct PageMapRange
{
    /// <summary>The address of the first byte.</summary>
    public ulong Start;

    /// <summary>The address behind the last byte.</summary>
    public ulong End;

    /// <summary>What the pages are, as far as the request asked for it.</summary>
    public ulong Categories;
}
