namespace HmmGen;

/// <summary>How a kernel computes with <see cref="float"/> and <see cref="double"/>.</summary>
public enum HmmFloatingPoint
{
    /// <summary>As C# does, operation by operation: the same bits wherever the kernel runs, but for the functions that the documentation names.</summary>
    Strict,

    /// <summary>
    /// With fewer roundings and in another order where that is faster: products are added without a rounding of their own, sums along a row are added up in parts,
    /// and functions such as <see cref="MathF.Exp"/> come within a few units of the last place. NaN and infinities stay what they are.
    /// </summary>
    Fast,
}
