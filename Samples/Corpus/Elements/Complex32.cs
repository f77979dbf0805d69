namespace HmmGen.Corpus;

/// <summary>A complex number of 8 bytes.</summary>
/// <param name="Re">The real part.</param>
/// <param name="Im">The imaginary part.</param>
public readonly record struct Complex32(float Re, float Im)
{
    /// <summary>Multiplies complex numbers.</summary>
    /// <param name="a">A number.</param>
    /// <param name="b">Another.</param>
    /// <returns>The product.</returns>
    public static Complex32 operator *(Complex32 a, Complex32 b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    /// <summary>Adds complex numbers.</summary>
    /// <param name="a">A number.</param>
    /// <param name="b">Another.</param>
    /// <returns>The sum.</returns>
    public static Complex32 operator +(Complex32 a, Complex32 b) => new(a.Re + b.Re, a.Im + b.Im);
}
