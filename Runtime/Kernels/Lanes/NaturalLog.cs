// Safety: only the address of a function is taken.
namespace HmmGen.Kernels.Lanes;

/// <summary>The natural logarithm.</summary>
internal readonly unsafe struct NaturalLog : ILogBase
{
    /// <inheritdoc/>
    public static ReadOnlySpan<double> Logarithms =>
    [
        -0.33569133332882284, -0.2929040563774074, -0.2518726580937369, -0.21245868807117255, -0.17453945183745634, -0.1380057072319758, -0.10275976698545139,
        -0.06871392447020525, -0.0357891387398228, 0.0, 0.05204517742929496, 0.11081431298787942, 0.1652495223695143, 0.21687389031699977, 0.2659635028121397,
        0.3127556664073557,
    ];

    /// <inheritdoc/>
    public static double OfTwo => 0.6931471805599453;

    /// <inheritdoc/>
    public static double First => 1;

    /// <inheritdoc/>
    public static double Second => -0.4999997485802103;

    /// <inheritdoc/>
    public static double Third => 0.333456765744066;

    /// <inheritdoc/>
    public static double Fourth => -0.25089342214237154;

    /// <inheritdoc/>
    public static delegate*<float, float> Library => &MathF.Log;
}
