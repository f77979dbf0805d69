// Safety: only the address of a function is taken.
namespace HmmGen.Kernels.Lanes;

/// <summary>The logarithm to the base 2.</summary>
internal readonly unsafe struct BinaryLog : ILogBase
{
    /// <inheritdoc/>
    public static ReadOnlySpan<double> Logarithms =>
    [
        -0.48430022186289673, -0.42257122959194704, -0.3633754347673556, -0.30651309567405577, -0.25180720160537634, -0.19910014943794563, -0.14825100623281615,
        -0.09913323807318392, -0.051632812977629436, 0.0, 0.07508531937943004, 0.15987125980713107, 0.2384046664317681, 0.31288288605863257, 0.38370422656453185,
        0.451211048935815,
    ];

    /// <inheritdoc/>
    public static double OfTwo => 1;

    /// <inheritdoc/>
    public static double First => 1.4426950186867042;

    /// <inheritdoc/>
    public static double Second => -0.7213476299867769;

    /// <inheritdoc/>
    public static double Third => 0.4811247078767291;

    /// <inheritdoc/>
    public static double Fourth => -0.36051725506874704;

    /// <inheritdoc/>
    public static delegate*<float, float> Library => &MathF.Log2;
}
