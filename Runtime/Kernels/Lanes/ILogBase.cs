namespace HmmGen.Kernels.Lanes;

/// <summary>What <see cref="LibraryLog"/> has of one base, apart from its constants.</summary>
internal unsafe interface ILogBase
{
    /// <summary>The logarithms of what the table's numbers are the inverses of.</summary>
    static abstract ReadOnlySpan<double> Logarithms { get; }

    /// <summary>The function of the C library.</summary>
    static abstract delegate*<float, float> Library { get; }
}
