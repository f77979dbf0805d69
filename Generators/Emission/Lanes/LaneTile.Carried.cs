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
        if (HasLong && (chain.Identity is not null || (walk.Along?.InOrder == body && !IsLong(body))))
        {
            Called(body, along, chain, step, carried);
            return;
        }

        string column(int number) => names.Column(walk.Body, number);
        Turned(body, along, chain.Local, step, column);
        if (chain.Place is { } place)
        {
            string placed(int number) => names.Column(walk.Header, number);
            Turned(body, along, place, step, placed);
            string comparison = _types.Math + RowChoice.Of(chain.Combine, chain.Local)!.Comparison;
            for (int number = 1; number < Width; number++)
            {
                Find(comparison, column(0), placed(0), column(number), placed(number), number == 1);
            }

            Take(comparison, column(0), placed(0), carried, text.Name(place, 0, 0));
            return;
        }

        for (int number = 0; number < Width; number++)
        {
            writer.Line($"{carried} = {Combined(chain, carried, column(body.IsBackward ? Width - 1 - number : number))};");
        }
    }

    private bool HasLong => _body.Blocks.Any(static block => block.Instructions.Any(IsLong));

    private void Turned(RowAlong body, LaneText along, int local, int step, Func<int, string> column)
    {
        for (int row = 0; row < Width; row++)
        {
            string lanes = step < Width ? $"{KeptRows(body, local)}[{Number(row)}]" : AlongRow(body, along, local, row);
            writer.Line($"{_types.Of(TypeOf(body, local))} {column(row)} = {lanes};");
        }

        Exchange(column);
    }

    // A long function is fast where the .NET compiler inlines all of it, and it stops to inline behind the first five hundred locals of a method. So what happens
    // once a walk is a call in kernels that have one.
    private void Called(RowAlong body, LaneText along, RowChain chain, int step, string carried)
    {
        foreach (int local in Carried(body))
        {
            if (step == Width)
            {
                Room(body, local);
                for (int row = 0; row < Width; row++)
                {
                    writer.Line($"{KeptOf(body, local)}[{Number(row)}] = {AlongRow(body, along, local, row)};");
                }
            }

            writer.Line($"{_types.Memory}Exchange(ref {KeptOf(body, local)});");
        }

        if (chain.Place is { } place)
        {
            string comparison = _types.Math + RowChoice.Of(chain.Combine, chain.Local)!.Comparison;
            writer.Line($"{_types.Mask} {names.Better};");
            using (writer.Block($"for (int {names.Part} = 1; {names.Part} < {Number(Width)}; {names.Part}++)"))
            {
                Find(comparison, $"{names.Kept}[0]", $"{names.KeptPlace}[0]", $"{names.Kept}[{names.Part}]", $"{names.KeptPlace}[{names.Part}]", false);
            }

            Take(comparison, $"{names.Kept}[0]", $"{names.KeptPlace}[0]", carried, text.Name(place, 0, 0));
            return;
        }

        using (writer.Block($"for (int {names.Part} = 0; {names.Part} < {Number(Width)}; {names.Part}++)"))
        {
            writer.Line($"{carried} = {Combined(chain, carried, $"{names.Kept}[{(body.IsBackward ? $"{Number(Width - 1)} - " : "")}{names.Part}]")};");
        }
    }

    // Of the extremes that lanes have found the first.
    private void Find(string comparison, string first, string at, string next, string nextAt, bool isNew)
    {
        string taken = names.Better;
        writer.Line($"{(isNew ? _types.Mask + " " : "")}{taken} = {comparison}({next}, {first}) | ({_types.Math}Equal({next}, {first}) & {_types.Math}Less({nextAt}, {at}));");
        writer.Line($"{first} = {_types.Math}Select({taken}, {next}, {first});");
        writer.Line($"{at} = {_types.Math}Select({taken}, {nextAt}, {at});");
    }

    // What the item brought along was before all of them.
    private void Take(string comparison, string first, string at, string carried, string place)
    {
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
