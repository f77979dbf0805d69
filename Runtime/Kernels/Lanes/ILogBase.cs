namespace HmmGen.Kernels.Lanes;

/// <summary>What <see cref="LibraryLog"/> has of one base. The coefficients are those that Arm's polynomial has as numbers of <see cref="double"/>.</summary>
internal unsafe interface ILogBase
{
    /// <summary>The logarithms of what the table's numbers are the inverses of.</summary>
    static abstract ReadOnlySpan<double> Logarithms { get; }

    /// <summary>The logarithm of 2.</summary>
    static abstract double OfTwo { get; }

    /// <summary>The coefficient of the first degree.</summary>
    static abstract double First { get; }

    /// <summary>That of the second degree.</summary>
    static abstract double Second { get; }

    /// <summary>That of the third degree.</summary>
    static abstract double Third { get; }

    /// <summary>That of the fourth degree.</summary>
    static abstract double Fourth { get; }

    /// <summary>The function of the C library.</summary>
    static abstract delegate*<float, float> Library { get; }
}
