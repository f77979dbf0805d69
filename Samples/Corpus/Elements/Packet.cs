namespace HmmGen.Corpus;

/// <summary>An element of 12 bytes with narrow fields and padding between them.</summary>
public struct Packet
{
    /// <summary>Whether the packet counts.</summary>
    public bool Valid;

    /// <summary>A letter.</summary>
    public char Letter;

    /// <summary>A number.</summary>
    public int Number;

    /// <summary>A level.</summary>
    public short Level;
}
