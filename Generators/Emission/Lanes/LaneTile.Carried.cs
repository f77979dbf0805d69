using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>What walks along rows carry from one iteration to the next, once rows have become columns.</content>
internal sealed partial class LaneTile
{
    // Rows become columns, and each item carries its value on from column to column.
    private void Carry(RowWalk walk, RowAlong body, LaneText along, RowChain chain, int step)
    {
        string carried = text.Name(chain.Local, 0, 0);
        string column(int number) => names.Column(walk.Body, number);
        Turned(body, along, chain.Local, step, column);
        if (chain.Place is { } place)
        {
            string placed(int number) => names.Column(walk.Header, number);
            Turned(body, along, place, step, placed);
            Find(RowChoice.Of(chain.Combine, chain.Local)!, column, placed, carried, text.Name(place, 0, 0));
            return;
        }

        for (int number = 0; number < Width; number++)
        {
            writer.Line($"{carried} = {Combined(chain, carried, column(body.IsBackward ? Width - 1 - number : number))};");
        }
    }

    private void Turned(RowAlong body, LaneText along, int local, int step, Func<int, string> column)
    {
        for (int row = 0; row < Width; row++)
        {
            string lanes = step < Width ? $"{KeptRows(body, local)}[{Number(row)}]" : AlongRow(body, along, local, row);
            writer.Line($"{_types.Of(TypeOf(body, local))} {column(row)} = {lanes};");
        }

        Exchange(column);
    }

    // Of the extremes that lanes have found the first; what the item brought along was before all of them.
    private void Find(RowChoice choice, Func<int, string> column, Func<int, string> placed, string carried, string place)
    {
        string comparison = _types.Math + choice.Comparison;
        (string first, string at) = (column(0), placed(0));
        for (int number = 1; number < Width; number++)
        {
            string taken = names.Better;
            writer.Line($"{(number == 1 ? _types.Mask + " " : "")}{taken} = {comparison}({column(number)}, {first}) "
                + $"| ({_types.Math}Equal({column(number)}, {first}) & {_types.Math}Less({placed(number)}, {at}));");
            writer.Line($"{first} = {_types.Math}Select({taken}, {column(number)}, {first});");
            writer.Line($"{at} = {_types.Math}Select({taken}, {placed(number)}, {at});");
        }

        writer.Line($"{names.Better} = {comparison}({first}, {carried});");
        writer.Line($"{carried} = {_types.Math}Select({names.Better}, {first}, {carried});");
        writer.Line($"{place} = {_types.Math}Select({names.Better}, {at}, {place});");
    }

    private string Combined(RowChain chain, string carried, string operand)
    {
        (string left, string right) = chain.IsLocalFirst ? (carried, operand) : (operand, carried);
        if (RowChoice.Of(chain.Combine, chain.Local) is { } choice)
        {
            string taken = $"{_types.Math}{choice.Comparison}({operand}, {carried})";
            return $"{_types.Math}Select({taken}, {(choice.IsOpposite ? carried : operand)}, {(choice.IsOpposite ? operand : carried)})";
        }

        return chain.Combine switch
        {
            CallExpression { Function: DeviceFunction.MultiplyAdd } => $"{left} + {right}",
            CallExpression call => $"{_types.Math}{call.Function}({left}, {right})",

            // What differs from a value in parts is added up in them.
            BinaryExpression { Operator: BinaryOperator.Subtract } when chain.Identity is not null => $"{left} + {right}",
            BinaryExpression binary => $"{left} {OperatorText.Of(binary.Operator)} {right}",
            _ => throw new InvalidOperationException("A chain of another kind."),
        };
    }
}
