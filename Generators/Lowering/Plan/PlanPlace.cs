namespace HmmGen.Generators.Lowering.Plan;

/// <summary>A place where a local gets a value.</summary>
/// <param name="Local">The local.</param>
/// <param name="Block">The block.</param>
/// <param name="Position">The instruction that sets the local; <see cref="Entry"/> for the block's beginning, where values from several ways meet.</param>
internal readonly record struct PlanPlace(int Local, int Block, int Position)
{
    /// <summary>The position of a block's beginning.</summary>
    public const int Entry = -1;
}
