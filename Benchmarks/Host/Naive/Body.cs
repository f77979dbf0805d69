namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>A body: where it is and how heavy. As an acceleration, <c>Mass</c> is 0.</summary>
public struct Body
{
    /// <summary>The first coordinate.</summary>
    public float X;

    /// <summary>The second coordinate.</summary>
    public float Y;

    /// <summary>The third coordinate.</summary>
    public float Z;

    /// <summary>The mass.</summary>
    public float Mass;
}
