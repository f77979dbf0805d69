using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Numbers of type int that are known before an item runs: they are made of indices, arguments, lengths and constants, and cannot fail.</summary>
internal sealed class KnownNumbers
{
    // Longer numbers would be computed for each row in vain.
    private const int MostParts = 32;

    // With such steps no sum of a row's first number and the step of a lane leaves 64 bits.
    private const long MostStep = 1 << 24;

    private readonly DominatorTree _dominators;
    private readonly int _counter;
    private readonly Dictionary<int, (int Block, int Position, Expression? Value)> _values = [];

    /// <summary>Reads a kernel.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="counter">A variable that is a constant wherever it is read; -1 for none.</param>
    public KnownNumbers(KernelBody body, FlowAnalysis flow, int counter = -1)
    {
        _counter = counter;
        _dominators = flow.Dominators;
        foreach (int block in flow.Graph.Order)
        {
            for (int position = 0; position < body.Blocks[block].Instructions.Count; position++)
            {
                Instruction instruction = body.Blocks[block].Instructions[position];
                if (instruction.Target() is >= 0 and int local)
                {
                    bool isOnly = !_values.ContainsKey(local) && instruction is AssignInstruction { Path.Count: 0 };
                    _values[local] = (block, position, isOnly ? ((AssignInstruction)instruction).Value : null);
                }
            }
        }
    }

    /// <summary>Looks through locals.</summary>
    /// <param name="number">The number.</param>
    /// <param name="block">The block that reads it.</param>
    /// <param name="position">The position in the block.</param>
    /// <returns>The number without locals; null when it is not known before the item runs.</returns>
    public Expression? Of(Expression number, int block, int position)
    {
        int room = MostParts;
        return number.Type.Kind == ValueKind.Int32 ? Closed(number, block, position, ref room) : null;
    }

    /// <summary>What a known number grows by when an index does.</summary>
    /// <param name="number">The number.</param>
    /// <param name="dimension">The dimension of the index.</param>
    /// <returns>The step, which wraps like the number's type; null when it does not grow evenly.</returns>
    public static int? Step(Expression number, int dimension) => Steps(number, dimension) is > -MostStep and < MostStep and { } step ? (int)step : null;

    /// <summary>Whether a known number is made of a dimension's index and constants only.</summary>
    /// <param name="number">The number.</param>
    /// <param name="dimension">The dimension.</param>
    /// <returns>True when it is.</returns>
    public static bool IsOf(Expression number, int dimension)
        => number is not (ArgumentExpression or LengthExpression) && (number is not IndexExpression index || index.Dimension == dimension)
            && Enumerable.Range(0, number.PartCount()).All(part => IsOf(number.Part(part), dimension));

    private static long? Steps(Expression number, int dimension)
    {
        switch (number)
        {
            case IndexExpression index:
                return index.Dimension == dimension ? 1 : 0;
            case UnaryExpression { Operator: UnaryOperator.Negate } negated:
                return -Step(negated.Operand, dimension);
            case BinaryExpression { Operator: BinaryOperator.Add } sum:
                return (long?)Step(sum.Left, dimension) + Step(sum.Right, dimension);
            case BinaryExpression { Operator: BinaryOperator.Subtract } sum:
                return (long?)Step(sum.Left, dimension) - Step(sum.Right, dimension);
            case BinaryExpression { Operator: BinaryOperator.Multiply, Right: ConstantExpression { Integer: long factor } } product:
                return Product(Step(product.Left, dimension), factor);
            case BinaryExpression { Operator: BinaryOperator.Multiply, Left: ConstantExpression { Integer: long factor } } product:
                return Product(Step(product.Right, dimension), factor);
            default:
                return Enumerable.Range(0, number.PartCount()).All(part => Steps(number.Part(part), dimension) == 0) ? 0 : null;
        }
    }

    private static long? Product(int? step, long factor) => factor is > -MostStep and < MostStep ? step * factor : step == 0 ? 0 : null;

    // A local that is read twice is written twice, so a chain of locals can grow without end: the parts are counted on the way, not at the end.
    private Expression? Closed(Expression expression, int block, int position, ref int room)
    {
        if (expression is not LocalExpression && --room < 0)
        {
            return null;
        }

        switch (expression)
        {
            case IndexExpression or ArgumentExpression or LengthExpression or ConstantExpression:
                return expression;
            case LocalExpression local when local.Local == _counter:
                return local;
            case LocalExpression local:
                return _values.TryGetValue(local.Local, out (int Block, int Position, Expression? Value) place) && place.Value is not null
                    && ForwardingRules.Reaches(_dominators, (place.Block, place.Position), (block, position))
                    ? Closed(place.Value, place.Block, place.Position, ref room)
                    : null;
            case BinaryExpression binary when binary.Type.Kind == ValueKind.Int32 && binary.Operator is not (BinaryOperator.Divide or BinaryOperator.Remainder):
            case BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Right: ConstantExpression { Integer: > 0 }, Type.Kind: ValueKind.Int32 }:
            case UnaryExpression { Operator: UnaryOperator.Negate, Type.Kind: ValueKind.Int32 }:
            case CallExpression { Function: DeviceFunction.Min or DeviceFunction.Max, Type.Kind: ValueKind.Int32 }:
            case ConvertExpression { Type.Kind: ValueKind.Int32 } convert when convert.Operand.Type is { IsInteger: true }:
                int left = room;
                Expression? closed = expression.WithAllParts(part => Closed(part, block, position, ref left));
                room = left;
                return closed;
            default:
                return null;
        }
    }
}
