namespace HmmGen.Tool.Explanation;

/// <summary>What a plan says of a span parameter.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="ElementSize">The size of an element in bytes.</param>
/// <param name="Use">What the kernel does with it: <c>read</c>, <c>write</c>, <c>both</c> or <c>none</c>.</param>
/// <param name="Accesses">The accesses.</param>
internal sealed record ParameterExplanation(string Name, int ElementSize, string Use, IReadOnlyList<AccessExplanation> Accesses);
