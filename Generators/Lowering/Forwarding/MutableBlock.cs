using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Forwarding;

/// <summary>A block while its instructions are rewritten.</summary>
/// <param name="block">The block as it was.</param>
internal sealed class MutableBlock(BlockModel block)
{
    /// <summary>The instructions.</summary>
    public List<Instruction> Instructions { get; } = [.. block.Instructions];

    /// <summary>How the block ends.</summary>
    public Terminator Terminator { get; set; } = block.Terminator;

    /// <summary>The block as it is now.</summary>
    /// <returns>The block.</returns>
    public BlockModel Build() => new(Instructions.Count > 0 ? Instructions[0].Line : block.Line, Instructions.ToEquatable(), Terminator);
}
