using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Ranges;

/// <summary>Says how values of an innermost loop follow from its variable.</summary>
internal sealed class LoopValues
{
    private const int MostSteps = 24;

    private readonly KernelBody _body;
    private readonly FlowAnalysis _flow;
    private readonly Dictionary<int, List<(int Block, int Position)>> _definitions = [];
    private readonly HashSet<int> _same = [];
    private int _variable = -1;
    private int _step;
    private (int Block, int Position) _turn;

    /// <summary>Reads a loop.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="loop">The loop; none lies within it.</param>
    public LoopValues(KernelBody body, FlowAnalysis flow, NaturalLoop loop)
    {
        (_body, _flow, Loop) = (body, flow, loop);
        foreach (int block in loop.Blocks)
        {
            EquatableArray<Instruction> instructions = body.Blocks[block].Instructions;
            for (int at = 0; at < instructions.Count; at++)
            {
                if (instructions[at].Target() is >= 0 and int local)
                {
                    if (!_definitions.TryGetValue(local, out List<(int Block, int Position)>? places))
                    {
                        _definitions.Add(local, places = []);
                    }

                    places.Add((block, at));
                }
            }
        }
    }

    /// <summary>The loop.</summary>
    public NaturalLoop Loop { get; }

    /// <summary>What each iteration adds to the loop's variable.</summary>
    public int Step => _step;

    /// <summary>Takes a local as the loop's variable, if every iteration changes it once, by the same number.</summary>
    /// <param name="local">The local.</param>
    /// <returns>Whether it does.</returns>
    public bool TryUse(int local)
    {
        if (_body.Locals[local].Type.Kind != ValueKind.Int32
            || !_definitions.TryGetValue(local, out List<(int Block, int Position)>? places) || places.Count != 1
            || places[0].Block == Loop.Header
            || Instruction(places[0]) is not AssignInstruction { Path.Count: 0 } turn
            || !Loop.Latches.All(latch => _flow.Dominators.Dominates(places[0].Block, latch)))
        {
            return false;
        }

        (_variable, _step, _turn) = (local, 0, places[0]);
        _step = Of(turn.Value, places[0]) is { IsVariable: true } next ? next.Number : 0;
        _variable = _step == 0 ? -1 : local;
        return _step != 0;
    }

    /// <summary>Notes that a local has the same value in all iterations, although an instruction of the loop sets it.</summary>
    /// <param name="local">The local.</param>
    public void Keep(int local) => _same.Add(local);

    /// <summary>Whether one instruction of the loop sets a local.</summary>
    /// <param name="local">The local.</param>
    /// <returns>True for one instruction; false for none and for several.</returns>
    public bool IsSetOnce(int local) => _definitions.TryGetValue(local, out List<(int Block, int Position)>? places) && places.Count == 1;

    /// <summary>Finds how a value follows from the loop's variable.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it is computed; a position after the last instruction means the block's end.</param>
    /// <returns>The form, with the variable's value at the beginning of the iteration; null when there is none.</returns>
    public LinearIndex? Of(Expression value, (int Block, int Position) place) => Of(value, place, 0);

    private LinearIndex? Of(Expression value, (int Block, int Position) place, int depth)
    {
        if (value.Type.Kind != ValueKind.Int32 || depth > MostSteps)
        {
            return null;
        }

        if (IsSame(value))
        {
            return LinearIndex.Same(value);
        }

        LinearIndex? form = value switch
        {
            LocalExpression { Local: var local } when local == _variable =>
                LinearIndex.Variable with { Number = IsAfterTurn(place) ? _step : 0 },
            LocalExpression { Local: var local } => Definition(local, place, depth),
            UnaryExpression { Operator: UnaryOperator.Negate } unary => Of(unary.Operand, place, depth + 1)?.Times(-1),
            BinaryExpression { Operator: BinaryOperator.Add } sum => Combined(sum, static (left, right) => left.Plus(right)),
            BinaryExpression { Operator: BinaryOperator.Subtract } difference => Combined(difference, static (left, right) => left.Plus(right.Times(-1))),
            BinaryExpression { Operator: BinaryOperator.Multiply } product => Combined(product, static (left, right) => left.Times(right)),
            BinaryExpression { Operator: BinaryOperator.ShiftLeft, Right: ConstantExpression { Integer: long count } } shift =>
                Of(shift.Left, place, depth + 1)?.Times(1 << (int)(count & 31)),
            _ => null,
        };
        return form is { IsShort: true } ? form : null;

        LinearIndex? Combined(BinaryExpression binary, Func<LinearIndex, LinearIndex, LinearIndex?> combine)
            => Of(binary.Left, place, depth + 1) is { } left && Of(binary.Right, place, depth + 1) is { } right ? combine(left, right) : null;
    }

    // A local that one assignment sets in each iteration, before the place.
    private LinearIndex? Definition(int local, (int Block, int Position) place, int depth)
    {
        (int Block, int Position) set = IsSetOnce(local) ? _definitions[local][0] : (-1, -1);
        return set.Block >= 0 && IsBefore(set, place) && Instruction(set) is AssignInstruction { Path.Count: 0 } assign
            ? Of(assign.Value, set, depth + 1)
            : null;
    }

    private bool IsSame(Expression value)
    {
        HashSet<int> read = [];
        ExpressionLocals.Collect(value, read);
        return read.All(local => _same.Contains(local) || !_definitions.ContainsKey(local));
    }

    // The step is on every way through the loop and no loop lies within. So a place has it behind in each iteration, or in none.
    private bool IsAfterTurn((int Block, int Position) place) => IsBefore(_turn, place);

    private bool IsBefore((int Block, int Position) one, (int Block, int Position) other) => one.Block == other.Block
        ? one.Position < other.Position
        : _flow.Dominators.Dominates(one.Block, other.Block);

    private Instruction Instruction((int Block, int Position) place) => _body.Blocks[place.Block].Instructions[place.Position];
}
