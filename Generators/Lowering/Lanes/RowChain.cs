using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// The value that a walk carries from one iteration to the next. What it combines with depends on no other iteration, and is computed along the row.
/// </summary>
/// <param name="Along">
/// The body of the loop, as a kernel of one more dimension: items are rows, iterations are lanes. In it the carried local is what it combines with.
/// </param>
/// <param name="Outer">The locals that items bring into the loop.</param>
/// <param name="Local">The carried local.</param>
/// <param name="Combine">How it combines: an operation with the carried local and another operand.</param>
/// <param name="IsLocalFirst">Whether the carried local is the first operand.</param>
/// <param name="Identity">The text of the value that changes nothing, where the order of combinations does not matter either; null where it does.</param>
internal sealed record RowChain(LaneModel Along, IReadOnlyList<int> Outer, int Local, Expression Combine, bool IsLocalFirst, string? Identity);
