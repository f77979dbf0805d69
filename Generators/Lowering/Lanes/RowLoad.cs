using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// A load, in a loop of a tile of rows, of one element for all lanes of a row; the loop steps through elements that follow each other. What the loop does not
/// change of the index is computed before it, and the element is loaded where it is used, so that few registers hold such elements at a time.
/// </summary>
/// <param name="Load">The load.</param>
/// <param name="Block">Its block.</param>
/// <param name="At">Its position there.</param>
/// <param name="User">The position of the only instruction that reads the element.</param>
/// <param name="Before">The block before the loop.</param>
/// <param name="Rest">The index without the loop's variable, by values at the end of that block.</param>
/// <param name="Variable">The loop's variable, which is not negative.</param>
internal sealed record RowLoad(LoadInstruction Load, int Block, int At, int User, int Before, Expression Rest, int Variable);
