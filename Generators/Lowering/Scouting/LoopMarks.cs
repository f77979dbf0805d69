using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>Marks of a counted loop that are made once, before the loop.</summary>
/// <param name="Block">The block before the loop, at whose end they are made.</param>
/// <param name="Loads">The loads of the loop's limit, to be made before the marks. The loop's first test makes them too.</param>
/// <param name="Marks">The marks.</param>
/// <param name="Places">The accesses in the loop that they stand for.</param>
internal sealed record LoopMarks(int Block, IReadOnlyList<LoadInstruction> Loads, IReadOnlyList<MarkRangeInstruction> Marks, IReadOnlyList<CodePlace> Places);
