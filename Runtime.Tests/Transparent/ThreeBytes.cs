namespace HmmGen.Tests.Transparent;

/// <summary>An element of three bytes.</summary>
internal struct ThreeBytes
{
    public byte A;
    public byte B;
    public byte C;
}
