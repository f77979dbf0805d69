using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>A loop of which a copy runs when a test before it has passed.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Loads">What the test loads first; the copy keeps these values, and does not load them again.</param>
/// <param name="Condition">The test, after the loads.</param>
/// <param name="Proven">The places whose indices are in bounds when it has passed.</param>
internal sealed record TestedLoop(NaturalLoop Loop, IReadOnlyList<HeaderLoad> Loads, Expression Condition, IReadOnlyCollection<(int Block, int Position)> Proven);
