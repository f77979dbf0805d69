namespace HmmGen.Kernels;

/// <summary>The functions that lanes compute as the C library of this machine is found to do it. The names are those of the kernel's descriptor.</summary>
[Flags]
internal enum GuardedFunctions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The exponential function.</summary>
    Exp = 1 << 0,

    /// <summary>The sine.</summary>
    Sin = 1 << 1,

    /// <summary>The cosine.</summary>
    Cos = 1 << 2,

    /// <summary>The natural logarithm.</summary>
    Log = 1 << 3,

    /// <summary>The logarithm to the base 2.</summary>
    Log2 = 1 << 4,

    /// <summary>The logarithm to the base 10.</summary>
    Log10 = 1 << 5,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh = 1 << 6,

    /// <summary>Powers, also those of 2 and of 10.</summary>
    Pow = 1 << 7,
}
