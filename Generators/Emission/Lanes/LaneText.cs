using System.Globalization;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Prints expressions for the work items of a tile: scalars for what all lanes of a row share, vectors for the rest.</summary>
internal sealed class LaneText
{
    private readonly LaneModel _model;
    private readonly ExpressionText[] _rows;
    private readonly HashSet<int> _whole;
    private readonly LateConstants _late;
    private readonly NarrowProducts _narrow;

    /// <summary>Prepares the names.</summary>
    /// <param name="model">The kernel with lanes.</param>
    /// <param name="rows">The rows of the tile.</param>
    /// <param name="types">The types of vectors.</param>
    public LaneText(LaneModel model, int rows, LaneTypes types)
    {
        _model = model;
        Types = types;
        _late = new LateConstants(model.Kernel.Body);
        _narrow = new NarrowProducts(model.Kernel.Body);
        _whole = [.. model.Loads.Select(static load => load.Load.Local)];
        _rows = [.. Enumerable.Range(0, rows).Select(row => new ExpressionText(Renamed(row)))];
    }

    /// <summary>The types of vectors.</summary>
    public LaneTypes Types { get; }

    /// <summary>The name of a local's copy.</summary>
    /// <param name="local">The local.</param>
    /// <param name="row">The row.</param>
    /// <param name="group">The group of lanes.</param>
    /// <returns>The name.</returns>
    public string Name(int local, int row, int group)
    {
        Spread spread = _model.Spreads.Of(local);
        return RowName(local, row) + (spread.IsVector ? "_v" + Number(group) : "");
    }

    /// <summary>The name of an element that is loaded for all lanes.</summary>
    /// <param name="local">The local that holds it.</param>
    /// <param name="row">The row.</param>
    /// <returns>The name.</returns>
    public string Whole(int local, int row) => RowName(local, row) + "_v";

    /// <summary>The name of an index in a row.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="row">The row.</param>
    /// <returns>The name.</returns>
    public string IndexName(int dimension, int row)
        => _model.Kernel.Indices[dimension] + (dimension == _model.Kernel.Indices.Count - 2 ? "_r" + Number(row) : "");

    /// <summary>Prints the value of the first lane of the first group.</summary>
    /// <param name="expression">The expression, of which no lane has a value of its own.</param>
    /// <param name="row">The row.</param>
    /// <returns>Its text.</returns>
    public string Scalar(Expression expression, int row) => _rows[row].Of(expression);

    /// <summary>Prints the value of the first lane of a group.</summary>
    /// <param name="expression">The expression, of which no lane has a value of its own.</param>
    /// <param name="row">The row.</param>
    /// <param name="group">The group.</param>
    /// <returns>Its text.</returns>
    public string First(Expression expression, int row, int group)
    {
        long ahead = (_model.Spreads.Of(expression).Stride ?? 0) * Types.Width * group;
        return ahead == 0 ? Scalar(expression, row) : $"{_rows[row].Within(expression)} + {Parenthesized(ahead)}";
    }

    /// <summary>Prints the negation of a condition that all lanes share.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="row">The row.</param>
    /// <returns>Its text.</returns>
    public string Not(Expression condition, int row) => _rows[row].Not(condition);

    /// <summary>Prints the lanes of a value.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="row">The row.</param>
    /// <param name="group">The group.</param>
    /// <returns>Its text, which can stand in any other.</returns>
    public string Vector(Expression expression, int row, int group)
    {
        Spread spread = _model.Spreads.Of(expression);
        if (expression is LocalExpression { Local: var whole } && _whole.Contains(whole))
        {
            return Whole(whole, row);
        }

        if (spread.IsUniform)
        {
            return Types.Broadcast(expression.Type, Scalar(expression, row));
        }

        if (spread.Stride is { } stride)
        {
            return $"{Types.Math}Steps({First(expression, row, group)}, {Parenthesized(stride)})";
        }

        string Part(int part) => Vector(expression.Part(part), row, group);
        return expression switch
        {
            LocalExpression local => Name(local.Local, row, group),
            UnaryExpression { Operator: UnaryOperator.Negate } => $"(-{Part(0)})",
            UnaryExpression => $"(~{Part(0)})",
            BinaryExpression binary => Binary(binary, row, group),
            ConvertExpression convert => Converted(Part(0), convert.Operand.Type, convert.Type),
            CallExpression call => $"{Functions(call)}{call.Function}({string.Join(", ", call.Arguments.Select((_, part) => Part(part)))})",
            SelectExpression select when _model.Spreads.Of(select.Condition).IsUniform => $"({_rows[row].Within(select.Condition)} ? {Part(1)} : {Part(2)})",
            SelectExpression => $"{Types.Math}Select({Part(0)}, {Part(1)}, {Part(2)})",
            _ => throw new InvalidOperationException($"No lanes for {expression.GetType().Name}."),
        };
    }

    private string Functions(CallExpression call) => _model.Kernel.IsFast && LaneVocabulary.HasFast(call) ? Types.FastMath : Types.Math;

    private string Binary(BinaryExpression binary, int row, int group)
    {
        string left = Vector(binary.Left, row, group);
        if (binary.Operator.IsShift() && _model.Spreads.Of(binary.Right).IsUniform)
        {
            return $"({left} {OperatorText.Of(binary.Operator)} {_rows[row].Within(binary.Right)})";
        }

        if (binary is { Type.IsInteger: true, Operator: BinaryOperator.Divide or BinaryOperator.Remainder } && LaneVocabulary.PowerOf(binary.Right) is { } power)
        {
            string quotient = $"{Types.Math}DivideByPower({left}, {Number(power)})";
            return binary.Operator == BinaryOperator.Divide ? quotient : $"({left} - ({quotient} << {Number(power)}))";
        }

        if (binary is { Type.Kind: ValueKind.Int32 or ValueKind.UInt32, Operator: BinaryOperator.Divide or BinaryOperator.Remainder }
            && _model.Spreads.Of(binary.Right).IsUniform)
        {
            return $"{Types.Math}{binary.Operator}By({left}, {Scalar(binary.Right, row)})";
        }

        string right = Vector(binary.Right, row, group);
        bool isTruth = binary.Left.Type.Kind == ValueKind.Boolean;
        return binary.Operator switch
        {
            BinaryOperator.Both => $"({left} & {right})",
            BinaryOperator.Either => $"({left} | {right})",
            BinaryOperator.Equal when isTruth => $"(~({left} ^ {right}))",
            BinaryOperator.NotEqual when isTruth => $"({left} ^ {right})",
            BinaryOperator.Subtract when binary is { Type.IsInteger: true, Left: ConstantExpression { Integer: 0 } } => $"(-{right})",
            BinaryOperator.Subtract when binary.Type.IsInteger && _late.MayBeZero(binary.Left) => $"(~(~{left} + {right}))",
            BinaryOperator.Multiply when _narrow.Has(binary) => $"{Types.Math}NarrowProduct({left}, {right})",
            BinaryOperator.Divide when binary.Type.IsFloating => $"({left} / {right})",
            _ when binary.Operator is BinaryOperator.Divide or BinaryOperator.Remainder || binary.Operator.IsShift() || binary.Operator.IsComparison()
                => $"{Types.Math}{binary.Operator}({left}, {right})",
            _ => $"({left} {OperatorText.Of(binary.Operator)} {right})",
        };
    }

    // Lanes of narrow integers are lanes of int: a wider number is cut to int first.
    private string Converted(string lanes, ValueType from, ValueType to)
    {
        bool isNarrow = to.Size < 4;
        string whole = isNarrow && from.Kind is ValueKind.UInt32 or ValueKind.Int64 or ValueKind.UInt64 ? $"{Types.Math}ToInt32({lanes})" : lanes;
        bool isHeldSo = from.Kind == to.Kind || (to.Kind == ValueKind.Int32 && from.Size < 4);
        return isHeldSo ? whole : $"{Types.Math}To{(to.Kind == ValueKind.Char ? ValueKind.UInt16 : to.Kind)}({whole})";
    }

    private string RowName(int local, int row)
        => _model.Kernel.Body.Locals[local].Name + (_model.Spreads.Of(local).ByRow ? "_r" + Number(row) : "");

    private KernelModel Renamed(int row) => _model.Kernel with
    {
        Indices = _model.Kernel.Indices.Select((_, dimension) => IndexName(dimension, row)).ToEquatable(),
        Body = _model.Kernel.Body with { Locals = _model.Kernel.Body.Locals.Select((local, number) => local with { Name = RowName(number, row) }).ToEquatable() },
    };

    private static string Parenthesized(long value) => value < 0 ? $"({Number(value)})" : Number(value);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
