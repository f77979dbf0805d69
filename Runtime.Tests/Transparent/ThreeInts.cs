namespace HmmGen.Tests.Transparent;

/// <summary>An element of twelve bytes: its pages are those of three bytes.</summary>
internal struct ThreeInts
{
    public int A;
    public int B;
    public int C;
}
