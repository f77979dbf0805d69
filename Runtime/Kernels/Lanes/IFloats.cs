namespace HmmGen.Kernels.Lanes;

/// <summary>Vectors of <see cref="float"/> of one width, so that <see cref="FloatFunctions"/> are written once for all.</summary>
/// <typeparam name="T">The vector.</typeparam>
internal interface IFloats<T>
{
    /// <summary>A number in all lanes.</summary>
    static abstract T All(float value);

    /// <summary>The sum.</summary>
    static abstract T Plus(T left, T right);

    /// <summary>The difference.</summary>
    static abstract T Minus(T left, T right);

    /// <summary>The product.</summary>
    static abstract T Times(T left, T right);

    /// <summary>The quotient.</summary>
    static abstract T Over(T left, T right);

    /// <summary>A product and a sum. Fused where the processor can: kernels that ask for this do not ask for the same bits everywhere.</summary>
    static abstract T Fused(T left, T right, T addend);

    /// <summary>The numbers without their signs.</summary>
    static abstract T Abs(T value);

    /// <summary>Numbers with the signs of others.</summary>
    static abstract T CopySign(T value, T sign);

    /// <summary>One of two numbers: the first where something is less than something else.</summary>
    static abstract T WhereLess(T left, T right, T first, T second);

    /// <summary>The nearest numbers in a range; NaN stays.</summary>
    static abstract T Within(T value, float least, float most);

    /// <summary>Numbers times a power of two, whose exponent, between -150 and 128, stands in the lowest bits of 1.5 * 2²³.</summary>
    static abstract T Raised(T value, T exponent);

    /// <summary>Takes positive normal numbers apart.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="rest">What is left without the power: between the root of 1/2 and the root of 2.</param>
    /// <returns>The exponents of their powers of two.</returns>
    static abstract T Exponent(T value, out T rest);

    /// <summary>The numbers without what is behind the point.</summary>
    static abstract T Truncated(T value);

    /// <summary>Powers of two.</summary>
    /// <param name="exponent">The exponents: whole numbers between -126 and 127.</param>
    /// <returns>2 to each of them.</returns>
    static abstract T PowerOf(T exponent);
}
