using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A load of neighbours from a row that an element names, where the elements that name later rows are known: they follow at equal distances. A processor does not
/// foresee such rows, so a later one is asked for while this one is added up.
/// </summary>
/// <param name="Block">The block of the load that names the row.</param>
/// <param name="Name">The load that names the row, the same in all lanes.</param>
/// <param name="Distance">The elements from one name to the next, at least 1.</param>
/// <param name="Row">The load from the row. Its index is made of the name and of what does not change from row to row.</param>
internal sealed record RowHint(int Block, LoadInstruction Name, int Distance, Access Row);
