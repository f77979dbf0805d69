namespace HmmGen.Coherence.Core;

/// <summary>What the core notes about a block to find out whether it shuttles; see <see cref="ShuttleBlocks"/>. Under the block's lock.</summary>
internal unsafe struct ShuttleBlock
{
    /// <summary>The bytes of pages that devices have taken since the host wrote some last, each page once; see <see cref="HostMark.Taken"/>.</summary>
    public long Taken;

    /// <summary>The bytes of those that the host has written.</summary>
    public long Written;

    /// <summary>Memory for the twins of all pages, at the pages' own places; null until it is needed.</summary>
    public byte* Twins;

    /// <summary>The number of twins in use. Changes by interlocked operations.</summary>
    public int TwinsInUse;

    /// <summary>The sample's place in the block. The sample tells whether the host has written the block since the last launch.</summary>
    public int Sample;

    /// <summary>A sum of the sample's contents when the last launch ended.</summary>
    public ulong Sum;

    /// <summary>The number of launches with the block. It chooses the sample.</summary>
    public int Launches;

    /// <summary>The number of rounds: a device has taken pages, and then the host has written most of them.</summary>
    public byte Rounds;

    /// <summary>The number of rounds after which the block shuttles; 0 stands for the least.</summary>
    public byte Needed;

    /// <summary>Not 0 while the block shuttles.</summary>
    public byte IsOn;

    /// <summary>Not 0 if <see cref="Sum"/> is known.</summary>
    public byte HasSum;
}
