namespace HmmGen.Tests.Transparent;

/// <summary>An element of sixteen bytes: its pages are those of bytes.</summary>
internal struct FourInts
{
    public int A;
    public int B;
    public int C;
    public int D;
}
