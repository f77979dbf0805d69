using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Scouting;

/// <summary>
/// Makes a scout that runs once for a row: for all work items that differ in the last index only. It takes a scout that needs this index for marks alone, whose
/// elements lie at an even distance from one item to the next. So all these items load the same and take the same ways, and one mark of a range stands for them.
/// </summary>
internal sealed class RowMarks
{
    private static readonly ConstantExpression Zero = new(Model.ValueType.Int32, "0", 0);
    private static readonly ConstantExpression One = new(Model.ValueType.Int32, "1", 1);

    private readonly KernelBody _body;
    private readonly Func<Expression, bool> _isLast;
    private readonly HashSet<int> _dropped = [];

    private RowMarks(KernelBody body, int rank) => (_body, _isLast) = (body, expression => expression is IndexExpression index && index.Dimension == rank - 1);

    /// <summary>Makes the scout.</summary>
    /// <param name="body">The scout that runs for each work item.</param>
    /// <param name="rank">The number of dimensions.</param>
    /// <returns>The scout of rows; null when there is none.</returns>
    public static KernelBody? Of(KernelBody body, int rank) => rank < 2 ? null : new RowMarks(body, rank).Make();

    private KernelBody? Make()
    {
        List<BlockModel> blocks = [];
        foreach (BlockModel block in _body.Blocks)
        {
            if (Instructions(block) is not { } instructions || (block.Terminator is BranchTerminator branch && ReadsLast(branch.Condition)))
            {
                return null;
            }

            blocks.Add(block with { Instructions = instructions.ToEquatable() });
        }

        return blocks.Exists(ReadsDropped) ? null : BodyCompaction.Run(_body with { Blocks = blocks.ToEquatable() });
    }

    /// <summary>The instructions of a block; null when one needs the last index.</summary>
    private List<Instruction>? Instructions(BlockModel block)
    {
        List<Instruction> instructions = [];
        Dictionary<int, Expression> values = [];
        foreach (Instruction instruction in block.Instructions)
        {
            if (instruction is MarkInstruction mark)
            {
                Expression index = ExpressionSimplifier.Replace(mark.Access.Index, local => values.TryGetValue(local.Local, out Expression? value) ? value : null);
                if (!EvenGrowth.Holds(index, _isLast))
                {
                    return null;
                }

                instructions.Add(ReadsLast(index) ? Range(mark, index) : mark);
                continue;
            }

            Expression? kept = instruction is AssignInstruction { Path.Count: 0 } assign
                ? ExpressionSimplifier.Replace(assign.Value, local => values.TryGetValue(local.Local, out Expression? value) ? value : null)
                : null;
            int target = instruction.Target();
            foreach (int old in values.Where(known => known.Key == target || ExpressionLocals.Reads(known.Value, target)).Select(static known => known.Key).ToArray())
            {
                values.Remove(old);
            }

            if (kept is not null && ReadsLast(kept) && !ExpressionLocals.Reads(kept, target))
            {
                values.Add(target, kept);
                _dropped.Add(target);
            }
            else if (Enumerable.Range(0, instruction.PartCount()).Any(part => ReadsLast(instruction.Part(part))))
            {
                return null;
            }
            else
            {
                instructions.Add(instruction);
            }
        }

        return instructions;
    }

    private MarkRangeInstruction Range(MarkInstruction mark, Expression index)
        => new(mark.Line, mark.Access with { Index = index }, Next(index), Zero, RowLengthExpression.Instance, Step: 1, IsInclusive: false, mark.Writes) { File = mark.File };

    private Expression Next(Expression expression)
        => _isLast(expression) ? new BinaryExpression(Model.ValueType.Int32, BinaryOperator.Add, expression, One)
            : expression.WithParts(this, static (part, self) => self.Next(part));

    private bool ReadsLast(Expression expression) => EvenGrowth.Reads(expression, _isLast);

    /// <summary>Whether something needs a local that is not set any more where it was.</summary>
    private bool ReadsDropped(BlockModel block)
    {
        List<int> read = [];
        foreach (Instruction instruction in block.Instructions)
        {
            for (int part = instruction.PartCount() - 1; part >= 0; part--)
            {
                ExpressionLocals.Collect(instruction.Part(part), read);
            }
        }

        ExpressionLocals.Collect((block.Terminator as BranchTerminator)?.Condition, read);
        return read.Exists(_dropped.Contains);
    }
}
