namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A load of neighbours whose lanes all lie in two other loads of the same block, one that begins before it and one that begins after it. Sixteen lanes are put
/// together from these two: a load of 64 bytes that does not begin at a line of the cache takes two accesses.
/// </summary>
/// <param name="Block">The block in which it stands.</param>
/// <param name="Local">The local that it sets.</param>
/// <param name="Before">The local that the earlier elements are loaded into.</param>
/// <param name="After">The local that the later elements are loaded into.</param>
/// <param name="Ahead">The elements from the beginning of the first load to that of this one.</param>
/// <param name="Distance">The elements from the beginning of the first load to that of the last one, at most sixteen.</param>
internal sealed record SlidLoad(int Block, int Local, int Before, int After, int Ahead, int Distance);
