namespace HmmGen.Corpus;

/// <summary>Functions of <see cref="Float3"/> that kernels of other types call.</summary>
public static class Geometry
{
    private const float Half = 0.5f;

    /// <summary>Divides by a power of two.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="by">The power.</param>
    /// <returns>The vector, halved <paramref name="by"/> times.</returns>
    public static Float3 Halve(Float3 vector, int by = 2)
    {
        for (int k = 0; k < by; k++)
            vector *= Half;
        return vector;
    }
}
