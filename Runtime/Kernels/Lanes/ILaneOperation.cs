namespace HmmGen.Kernels.Lanes;

/// <summary>A scalar function of two numbers.</summary>
internal interface ILaneOperation
{
    /// <summary>The function.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second one.</param>
    /// <returns>The result.</returns>
    static abstract float Of(float left, float right);

    /// <inheritdoc cref="Of(float, float)"/>
    static abstract double Of(double left, double right);
}
