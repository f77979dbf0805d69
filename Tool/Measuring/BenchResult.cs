namespace HmmGen.Tool.Measuring;

/// <summary>The figures of this machine.</summary>
/// <param name="Mebibytes">The size of the array that is copied.</param>
/// <param name="HostMode">How far the host's memory is shared with devices.</param>
/// <param name="MemcpyBytesPerSecond">The median rate of a plain copy. Each figure is compared with one that was measured beside it.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Problems">What could not be measured, and why.</param>
internal sealed record BenchResult(
    int Mebibytes, HmmHostMode HostMode, double MemcpyBytesPerSecond, IReadOnlyList<BenchFigure> Figures, IReadOnlyList<string> Problems);
