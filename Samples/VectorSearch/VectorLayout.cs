namespace HmmGen.VectorSearch;

/// <summary>Where vectors lie in an array of numbers.</summary>
/// <param name="Dimensions">How many numbers a vector has.</param>
/// <param name="Stride">From the start of one vector to that of the next.</param>
/// <param name="First">The start of the first vector.</param>
public readonly record struct VectorLayout(int Dimensions, int Stride, int First)
{
    /// <summary>The start of a vector.</summary>
    /// <param name="row">The vector's number.</param>
    /// <returns>Its place.</returns>
    public int At(int row) => First + row * Stride;
}
