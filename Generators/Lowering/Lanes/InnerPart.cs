using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// Makes of a kernel the one that runs away from the ends of its rows: comparisons of an index with a bound have their inner outcome there. Against a constant that
/// is the outcome for large indices, against another bound that for small ones; an index equals no bound.
/// </summary>
internal sealed class InnerPart
{
    // So that a row's range costs little beside the row.
    private const int MostConditions = 64;

    private readonly KernelModel _kernel;
    private readonly bool _isBand;
    private readonly List<LaneCondition> _conditions = [];
    private FlowAnalysis _flow = null!;
    private KnownNumbers _known = null!;
    private bool _ofRows;
    private bool _changed;

    private InnerPart(KernelModel kernel, bool isBand) => (_kernel, _isBand) = (kernel, isBand);

    private int Last => _kernel.Indices.Count - 1;

    /// <summary>Makes the inner kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="isChecked">Whether every index is checked. Where loops are written out it is: a plan knows less of the ends than the loop's tests do.</param>
    /// <param name="conditions">What holds for its items.</param>
    /// <param name="isBand">Whether a comparison with another bound has the outcome that leads to a loop, if only one does.</param>
    /// <returns>The kernel for items for which all conditions hold; null when nothing is compared with the last index.</returns>
    public static KernelModel? Of(KernelModel kernel, ref bool isChecked, out EquatableArray<LaneCondition> conditions, bool isBand = false)
    {
        InnerPart part = new(kernel, isBand);
        KernelBody unrolled = EndTests.Unrolled(kernel);
        KernelBody body = part.Settled(unrolled);
        conditions = EquatableArray<LaneCondition>.Empty;
        if (part._conditions.Count == 0)
        {
            return null;
        }

        // Whole rows at the ends of their plane are worth a test for each row, once there is one for each row anyway.
        part._ofRows = true;
        body = part.Settled(body);
        isChecked |= !ReferenceEquals(unrolled, kernel.Body);
        if (isChecked)
        {
            body = part.Inside(body);
        }

        conditions = part._conditions.ToEquatable();
        return NamePass.Run(kernel with { Body = body });
    }

    // The elements that are known before are asked for the whole row at once.
    private KernelBody Inside(KernelBody body)
    {
        KnownNumbers known = new(body, new FlowAnalysis(body.Blocks));
        return body with
        {
            Blocks = body.Blocks.Select((block, number) => block with
            {
                Instructions = block.Instructions
                    .Select((instruction, position) => instruction switch
                    {
                        BoundsInstruction { Length: LengthExpression length } bounds => IsInside(known.Of(bounds.Index, number, position), length) ? null : instruction,
                        _ => instruction.SpanAccess() is { } access && IsInside(known.Of(access.Index, number, position), new LengthExpression(access.Parameter))
                            ? instruction.Inside()
                            : instruction,
                    })
                    .OfType<Instruction>().ToEquatable(),
            }).ToEquatable(),
        };
    }

    private bool IsInside(Expression? index, LengthExpression length)
        => index is not null && KnownNumbers.Step(index, Last) is { } step && TryAdd(new LaneCondition(index, BinaryOperator.Less, length, step, 0) { IsIndex = true });

    // What was chosen by a branch is known beyond it once the branch is gone.
    private KernelBody Settled(KernelBody body)
    {
        do
        {
            _changed = false;
            _flow = new FlowAnalysis(body.Blocks);
            _known = new KnownNumbers(body, _flow);
            body = body with { Blocks = body.Blocks.Select((block, number) => _flow.Graph.IsReachable(number) ? Rewritten(block, number) : block).ToEquatable() };
            if (_changed)
            {
                body = BodyCompaction.Run(ValueForwarding.Run(BlockPruning.Run(body)));
            }
        }
        while (_changed);

        return body;
    }

    private BlockModel Rewritten(BlockModel block, int number) => block with
    {
        // A guard has to fail as the user wrote it.
        Instructions = block.Instructions.Select((instruction, position) => instruction is GuardInstruction
            ? instruction
            : instruction.WithParts(this, (part, inner) => inner.Rewritten(part, number, position))).ToEquatable(),
        Terminator = block.Terminator is not BranchTerminator branch ? block.Terminator
            : Rewritten(branch.Condition, number, block.Instructions.Count, Working(branch)) switch
            {
                ConstantExpression { Text: var text } => new JumpTerminator(text == "true" ? branch.WhenTrue : branch.WhenFalse),
                var condition => branch with { Condition = condition },
            },
    };

    // The truth of a branch that leads to a loop, where the other one leads to none.
    private bool? Working(BranchTerminator branch)
        => _isBand && LeadsToLoop(branch.WhenTrue) is var whenTrue && LeadsToLoop(branch.WhenFalse) != whenTrue ? whenTrue : null;

    private bool LeadsToLoop(int from)
    {
        HashSet<int> seen = [from];
        Stack<int> open = new(seen);
        while (open.Count > 0)
        {
            int block = open.Pop();
            if (_flow.Loops.Around(block).Count > 0)
            {
                return true;
            }

            foreach (int next in _flow.Graph.Successors(block).Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return false;
    }

    private Expression Rewritten(Expression expression, int block, int position, bool? wanted = null)
    {
        if (wanted is { } truth && expression is UnaryExpression { Operator: UnaryOperator.Not } not)
        {
            return TruthFolding.Simplified(not with { Operand = Rewritten(not.Operand, block, position, !truth) });
        }

        Expression inner = expression.WithParts(this, (part, all) => all.Rewritten(part, block, position));
        Expression? chosen = inner switch
        {
            BinaryExpression comparison when comparison.Operator.IsComparison() => Outcome(comparison, block, position, wanted) is { } outcome ? Truth(outcome) : null,
            CallExpression { Function: DeviceFunction.Max or DeviceFunction.Min } extreme => Extreme(extreme, block, position),
            CallExpression { Function: DeviceFunction.Clamp } clamp => Clamped(clamp, block, position),
            _ => null,
        };
        _changed |= chosen is not null;
        return chosen ?? TruthFolding.Simplified(inner);
    }

    private static ConstantExpression Truth(bool value) => new(ValueType.Boolean, value ? "true" : "false", null);

    // The greater or the lesser of an index and a bound is the index.
    private Expression? Extreme(CallExpression call, int block, int position)
    {
        bool isLeft = IsMoving(call.Arguments[0], block, position);
        if (isLeft == IsMoving(call.Arguments[1], block, position))
        {
            return null;
        }

        Expression index = call.Arguments[isLeft ? 0 : 1];
        BinaryOperator wanted = call.Function == DeviceFunction.Max ? BinaryOperator.GreaterOrEqual : BinaryOperator.LessOrEqual;
        return TryHold(index, wanted, call.Arguments[isLeft ? 1 : 0], block, position) ? index : null;
    }

    private Expression? Clamped(CallExpression call, int block, int position)
    {
        Expression index = call.Arguments[0];
        return IsMoving(index, block, position) && !IsMoving(call.Arguments[1], block, position) && !IsMoving(call.Arguments[2], block, position)
            && _known.Of(call.Arguments[1], block, position) is not null
            && TryHold(index, BinaryOperator.LessOrEqual, call.Arguments[2], block, position)
            && TryHold(index, BinaryOperator.GreaterOrEqual, call.Arguments[1], block, position)
                ? index
                : null;
    }

    private bool IsMoving(Expression number, int block, int position)
        => _known.Of(number, block, position) is { } known && Moving(known, known) >= 0;

    private bool TryHold(Expression left, BinaryOperator operation, Expression right, int block, int position)
        => _known.Of(left, block, position) is { } known && _known.Of(right, block, position) is { } bound && Moving(known, bound) >= 0 && TryAdd(known, operation, bound);

    // The dimension of the index that is compared: the last one, or one of the others when rows are asked too.
    private int Moving(Expression left, Expression right)
    {
        for (int dimension = Last; dimension >= (_ofRows ? 0 : Last); dimension--)
        {
            if (KnownNumbers.Step(left, dimension) is not { } first || KnownNumbers.Step(right, dimension) is not { } second)
            {
                return -1;
            }

            if (ReferenceEquals(left, right) ? first != 0 : first != second)
            {
                return dimension;
            }

            if (dimension == Last && first != 0)
            {
                return -1;
            }
        }

        return -1;
    }

    private bool? Outcome(BinaryExpression comparison, int block, int position, bool? wanted)
    {
        if (_known.Of(comparison.Left, block, position) is not { } left || _known.Of(comparison.Right, block, position) is not { } right)
        {
            return null;
        }

        int dimension = Moving(left, right);
        if (dimension < 0)
        {
            return null;
        }

        int slope = KnownNumbers.Step(left, dimension)!.Value - KnownNumbers.Step(right, dimension)!.Value;
        bool isLarge = KnownNumbers.IsOf(left, dimension) && KnownNumbers.IsOf(right, dimension);
        bool isGreater = slope > 0 == isLarge;
        bool outcome = comparison.Operator switch
        {
            BinaryOperator.Equal => false,
            BinaryOperator.NotEqual => true,
            _ when !isLarge && wanted is { } truth => truth,
            BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => isGreater,
            _ => !isGreater,
        };
        return TryAdd(left, outcome ? comparison.Operator : comparison.Operator.Opposite(), right) ? outcome : null;
    }

    private bool TryAdd(Expression left, BinaryOperator operation, Expression right) => TryAdd(LaneCondition.Of(left, operation, right, Last)!);

    private bool TryAdd(LaneCondition condition)
    {
        if (_conditions.Contains(condition))
        {
            return true;
        }

        if (_conditions.Count == MostConditions)
        {
            return false;
        }

        _conditions.Add(condition);
        return true;
    }
}
