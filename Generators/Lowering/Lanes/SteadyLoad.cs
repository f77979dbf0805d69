using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>A load, in a loop, of one and the same element of each item, from memory that the kernel does not write. A group of lanes makes it once.</summary>
/// <param name="Load">The load, with an index without locals.</param>
/// <param name="Block">The block in which it stands.</param>
/// <param name="At">Its position there.</param>
internal sealed record SteadyLoad(LoadInstruction Load, int Block, int At);
