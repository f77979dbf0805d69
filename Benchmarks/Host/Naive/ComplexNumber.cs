namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>A complex number, as <see cref="System.Numerics.Complex"/> has it.</summary>
public struct ComplexNumber
{
    /// <summary>The real part.</summary>
    public double Real;

    /// <summary>The imaginary part.</summary>
    public double Imaginary;
}
