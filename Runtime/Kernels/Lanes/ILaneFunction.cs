namespace HmmGen.Kernels.Lanes;

/// <summary>A scalar function of one number.</summary>
internal interface ILaneFunction
{
    /// <summary>The function.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The result.</returns>
    static abstract float Of(float value);

    /// <inheritdoc cref="Of(float)"/>
    static abstract double Of(double value);
}
