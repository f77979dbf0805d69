namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A kernel whose work items may run as lanes.</summary>
/// <param name="Seed">What it was made of.</param>
/// <param name="Rank">The dimensions of its index.</param>
/// <param name="Spans">Its span parameters: the elements' type, the name, and whether they are written.</param>
/// <param name="Body">Its statements.</param>
internal sealed record LaneKernel(int Seed, int Rank, IReadOnlyList<(string Type, string Name, bool Writes)> Spans, string Body)
{
    /// <summary>Whether the first two spans are one array.</summary>
    public bool IsShared { get; init; }

    /// <summary>The spans of <see langword="int"/> whose elements are indices of all spans.</summary>
    public IReadOnlyList<string> IndexSpans { get; init; } = [];

    /// <summary>Its indices.</summary>
    public string Indices => Rank switch { 1 => "i", 2 => "i, j", _ => "h, i, j" };

    /// <summary>The kernel as a method.</summary>
    /// <param name="number">Its number in the compilation.</param>
    /// <returns>The text.</returns>
    public string ToMethod(int number) => $"[HmmKernel(Rank = {Rank})] {ToMethod(number, "ReadOnlySpan", "Span")}";

    /// <summary>The kernel's method over spans that note the elements that are touched. No kernel is made of it.</summary>
    /// <param name="number">Its number in the compilation.</param>
    /// <returns>The text.</returns>
    public string ToTracedMethod(int number) => ToMethod(number, "TracedSpan", "TracedSpan");

    private string ToMethod(int number, string read, string written)
        => $"public static void K{number}(int {Indices.Replace(", ", ", int ", StringComparison.Ordinal)}, {LaneGenerator.Scalars}, "
            + $"{string.Join(", ", Spans.Select(span => $"{(span.Writes ? written : read)}<{span.Type}> {span.Name}"))})\n{{\nunchecked\n{{\n{Body}}}\n}}\n";
}
