namespace HmmGen.Tests.Generated.Methods;

/// <summary>An element of 12 bytes: its pages are three times as large as others.</summary>
internal struct Triple
{
    /// <summary>A number.</summary>
    public int A;

    /// <summary>Another.</summary>
    public int B;

    /// <summary>A third.</summary>
    public int C;
}
