namespace HmmGen.Generators.Lowering.Lanes.Flat;

/// <summary>A part of the last index: its remainder by one number, divided by another.</summary>
/// <param name="Divisor">What it is divided by.</param>
/// <param name="Modulus">What the remainder is of, a multiple of the divisor; null for the index itself.</param>
internal sealed record FlatTerm(FlatFactors Divisor, FlatFactors? Modulus)
{
    /// <summary>The index itself.</summary>
    public static readonly FlatTerm Index = new(FlatFactors.One, null);

    /// <summary>The numbers by which the part is divided.</summary>
    public IEnumerable<FlatFactors> Numbers => Modulus is null ? [Divisor] : [Divisor, Modulus];

    /// <summary>The part, divided.</summary>
    /// <param name="length">The divisor.</param>
    /// <returns>Its quotient; null when there is no form for it.</returns>
    public FlatTerm? Over(FlatFactors length)
        => Divisor.Times(length) is { } divisor && (Modulus is null || Modulus.Over(divisor) is not null) ? this with { Divisor = divisor } : null;

    /// <summary>The remainder of the part.</summary>
    /// <param name="length">The divisor.</param>
    /// <returns>The remainder; null when there is no form for it.</returns>
    public FlatTerm? Within(FlatFactors length)
        => Divisor.Times(length) is { } modulus && (Modulus is null || Modulus.Over(modulus) is not null) ? this with { Modulus = modulus } : null;
}
