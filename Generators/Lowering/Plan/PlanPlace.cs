namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Where a local gets a value.</summary>
/// <param name="Local">The local.</param>
/// <param name="Block">The block.</param>
/// <param name="Position">The instruction that sets the local; <see cref="Entry"/> where the block begins and values from several ways meet.</param>
internal readonly record struct PlanPlace(int Local, int Block, int Position)
{
    /// <summary>The position where a block begins.</summary>
    public const int Entry = -1;
}
