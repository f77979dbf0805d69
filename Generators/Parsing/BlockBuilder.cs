using HmmGen.Generators.Model;

namespace HmmGen.Generators.Parsing;

/// <summary>A basic block during parsing.</summary>
internal sealed class BlockBuilder
{
    private Expression? _condition;
    private BlockBuilder? _whenTrue;
    private BlockBuilder? _whenFalse;

    /// <summary>Its position in the printing order of blocks.</summary>
    public int Sequence { get; set; }

    /// <summary>Its instructions.</summary>
    public List<Instruction> Instructions { get; } = [];

    /// <summary>The source line of its branch.</summary>
    public int BranchLine { get; set; }

    /// <summary>The blocks that may follow.</summary>
    public IEnumerable<BlockBuilder> Successors
    {
        get
        {
            if (_whenTrue is not null)
            {
                yield return _whenTrue;
            }

            if (_whenFalse is not null)
            {
                yield return _whenFalse;
            }
        }
    }

    /// <summary>Ends the block with a jump.</summary>
    /// <param name="target">The block.</param>
    public void Jump(BlockBuilder target)
    {
        _condition = null;
        _whenTrue = target;
        _whenFalse = null;
    }

    /// <summary>Ends the block with a branch.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="whenTrue">The block when it holds.</param>
    /// <param name="whenFalse">The block when it does not.</param>
    public void Branch(Expression condition, BlockBuilder whenTrue, BlockBuilder whenFalse)
    {
        _condition = condition;
        _whenTrue = whenTrue;
        _whenFalse = whenFalse;
    }

    /// <summary>The block after an unconditional jump; null when there is a condition or no block follows.</summary>
    public BlockBuilder? OnlySuccessor => _condition is null ? _whenTrue : null;

    /// <summary>Replaces the blocks that follow.</summary>
    /// <param name="replace">What comes in a block's place.</param>
    public void Redirect(Func<BlockBuilder, BlockBuilder> replace)
    {
        _whenTrue = _whenTrue is null ? null : replace(_whenTrue);
        _whenFalse = _whenFalse is null ? null : replace(_whenFalse);
        if (_condition is not null && _whenTrue == _whenFalse)
        {
            Jump(_whenTrue!);
        }
    }

    /// <summary>Joins the only following block, which has no other predecessor, to this one.</summary>
    /// <param name="next">That block.</param>
    public void Absorb(BlockBuilder next)
    {
        Instructions.AddRange(next.Instructions);
        _condition = next._condition;
        _whenTrue = next._whenTrue;
        _whenFalse = next._whenFalse;
        BranchLine = next.BranchLine;
    }

    /// <summary>Finishes the block.</summary>
    /// <param name="numbers">The blocks' numbers.</param>
    /// <returns>The block.</returns>
    public BlockModel Build(IReadOnlyDictionary<BlockBuilder, int> numbers)
    {
        Terminator terminator =
            _whenTrue is null ? new ReturnTerminator()
            : _condition is null ? new JumpTerminator(numbers[_whenTrue])
            : new BranchTerminator(_condition, numbers[_whenTrue], numbers[_whenFalse!]);
        int line = Instructions.Count > 0 ? Instructions[0].Line : BranchLine;
        return new BlockModel(line, Instructions.ToEquatable(), terminator);
    }
}
