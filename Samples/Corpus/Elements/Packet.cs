namespace HmmGen.Corpus;

/// <summary>An element of 12 bytes with narrow fields and padding between them.</summary>
public struct Packet
{
    /// <summary>1 when the packet counts, else 0.</summary>
    public byte Valid;

    /// <summary>A letter.</summary>
    public ushort Letter;

    /// <summary>A number.</summary>
    public int Number;

    /// <summary>A level.</summary>
    public short Level;
}
