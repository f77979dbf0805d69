using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Finds locals that each turn of a loop sets once, and that nothing reads after the loop. Lanes turn together, so all that are still in the loop have equally many
/// turns behind them: they share such a local, though others have left.
/// </summary>
/// <param name="body">The kernel's body.</param>
/// <param name="flow">Its flow of control.</param>
internal sealed class SharedCounts(KernelBody body, FlowAnalysis flow)
{
    private readonly Dictionary<(NaturalLoop Loop, int Local), bool> _known = [];
    private IReadOnlyList<LocalSet>? _live;

    /// <summary>Whether lanes that a branch takes out of a loop do not read a local any more, and all others set it in the same turn.</summary>
    /// <param name="local">The local.</param>
    /// <param name="block">The block that sets it.</param>
    /// <param name="branch">A branch that parts lanes before that block.</param>
    /// <returns>True when a scalar holds the local for all lanes that come to the block.</returns>
    public bool Hold(int local, int block, int branch)
        => flow.Loops.Around(block) is { Count: > 0 } around && around[around.Count - 1] is var loop && loop.Contains(branch) && IsCounted(loop, local, block);

    private bool IsCounted(NaturalLoop loop, int local, int block)
    {
        if (!_known.TryGetValue((loop, local), out bool isCounted))
        {
            _live ??= LiveLocals.AtEntries(body);
            _known[(loop, local)] = isCounted = block != loop.Header
                && loop.Blocks.Sum(one => body.Blocks[one].Instructions.Count(instruction => instruction.Target() == local)) == 1
                && loop.Latches.All(latch => flow.Dominators.Dominates(block, latch))
                && loop.Exits.All(exit => !_live[exit.To].Contains(local));
        }

        return isCounted;
    }
}
