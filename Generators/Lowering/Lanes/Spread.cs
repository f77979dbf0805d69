namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>How a value differs between the work items of a tile: neighbours along the last index are lanes, neighbours along the index before it are rows.</summary>
/// <param name="Stride">What the value grows by from one lane to the next; 0 when all lanes have the same, null when nothing is known.</param>
/// <param name="ByRow">Whether rows may have different values.</param>
internal readonly record struct Spread(long? Stride, bool ByRow)
{
    /// <summary>All work items of a tile have the same value.</summary>
    public static readonly Spread Same = new(0, false);

    /// <summary>Each work item of a tile has a value of its own.</summary>
    public static readonly Spread Own = new(null, true);

    /// <summary>Whether each lane has a value of its own, which a vector holds. Of all other values the first lane's is kept, as a scalar.</summary>
    public bool IsVector => Stride is null;

    /// <summary>Whether all lanes have the same value.</summary>
    public bool IsUniform => Stride == 0;

    /// <summary>The spread of a value that is one of two.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The spread.</returns>
    public Spread Or(Spread other) => new(Stride == other.Stride ? Stride : null, ByRow || other.ByRow);
}
