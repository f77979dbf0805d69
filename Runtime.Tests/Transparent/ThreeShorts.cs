namespace HmmGen.Tests.Transparent;

/// <summary>An element of six bytes: its pages are those of three bytes.</summary>
internal struct ThreeShorts
{
    public short A;
    public short B;
    public short C;
}
