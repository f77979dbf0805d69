using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>
/// Loops in which items walk along rows, eight iterations at a time: what the iterations compute without each other is done along each row, then rows and
/// columns are exchanged, and each item carries its value on from column to column, in its own order.
/// </content>
internal sealed partial class LaneTile
{
    private const int Width = LaneModel.Width;

    private string IsAhead(RowWalk walk)
        => $"(long){text.Name(walk.Variable, 0, 0)} + {Number(walk.IsInclusive ? Width - 1 : Width)} <= (long)({text.Scalar(walk.Limit, 0)})";

    private void Walk(RowWalk walk)
    {
        writer.Label(names.Columns(walk.Header));
        using (writer.Block("unchecked"))
        {
            if (walk.Along is { } along)
            {
                Along(walk, along);
            }
            else
            {
                Columns(walk);
            }

            writer.Line($"goto {names.Block(walk.Header)};");
        }
    }

    // The body, eight times: loads are made before all iterations, and stores after them.
    private void Columns(RowWalk walk)
    {
        EquatableArray<Instruction> body = _body.Blocks[walk.Body].Instructions;
        foreach (KeyValuePair<int, Expression> index in walk.Indices.OrderBy(static index => index.Key))
        {
            Place(index.Key, index.Value);
            Access access = body[index.Key].SpanAccess()!;
            for (int row = 0; row < Width; row++)
            {
                string value = body[index.Key] is LoadInstruction ? $"{_types.Memory}Load{Form(access)}(ref {Cell(access, index.Key, index.Value, row)})" : "default";
                writer.Line($"{_types.Of(access.Value)} {names.Column(index.Key, row)} = {value};");
            }

            if (body[index.Key] is LoadInstruction)
            {
                Exchange(row => names.Column(index.Key, row));
            }
        }

        for (int column = 0; column < Width; column++)
        {
            for (int at = 0; at < body.Count; at++)
            {
                if (!walk.Indices.ContainsKey(at))
                {
                    Emit(body[at], walk.Body, false);
                }
                else if (body[at] is LoadInstruction load)
                {
                    writer.Line($"{text.Name(load.Local, 0, 0)} = {Loaded(load.Access, names.Column(at, column))};");
                }
                else if (body[at] is StoreInstruction store)
                {
                    writer.Line($"{names.Column(at, column)} = {Stored(store.Access, text.Vector(store.Value, 0, 0))};");
                }
            }
        }

        foreach (KeyValuePair<int, Expression> index in walk.Indices.Where(index => body[index.Key] is StoreInstruction).OrderBy(static index => index.Key))
        {
            Access access = body[index.Key].SpanAccess()!;
            Exchange(row => names.Column(index.Key, row));
            for (int row = 0; row < Width; row++)
            {
                writer.Line($"{_types.Memory}Store{Form(access)}(ref {Cell(access, index.Key, index.Value, row)}, {names.Column(index.Key, row)});");
            }
        }
    }

    // Equal distances from lane to lane are added to the first lane's index.
    private void Place(int place, Expression index)
    {
        Expression? step = Step(index);
        writer.Line($"var {names.At(place)} = {(step is null ? text.Vector(index, 0, 0) : text.Scalar(index, 0))};");
    }

    private string Cell(Access access, int place, Expression index, int row)
    {
        string at = Step(index) is { } step
            ? $"{names.At(place)} + {Number(row)} * ({text.Scalar(step, 0)})"
            : $"{names.At(place)}[{Number(row)}]";
        return After(names.First(access.Parameter), $"(nint)({at})");
    }

    private Expression? Step(Expression index) => RowStep.Of(index, model.Spreads, model.Kernel.Indices.Count - 1);

    private void Along(RowWalk walk, RowAlong body)
    {
        LaneText along = new(body.Model, Width, text.Types);
        KernelModel turned = body.Model.Kernel;
        RowChain? chain = body.Chain;
        int column = turned.Indices.Count - 1;
        for (int dimension = 0; dimension < column; dimension++)
        {
            for (int row = 0; row < (dimension == column - 1 ? Width : 1); row++)
            {
                writer.Line($"int {along.IndexName(dimension, row)} = {text.IndexName(dimension, 0)} + {Number(row)};");
            }
        }

        foreach (int local in body.Outer)
        {
            LocalModel declared = turned.Body.Locals[local];
            for (int row = 0; row < Width; row++)
            {
                writer.Line($"{declared.Type.DeviceName} {along.Name(local, row, 0)} = {Lane(new LocalExpression(declared.Type, local), row)};");
            }
        }

        EquatableArray<Instruction> instructions = turned.Body.Blocks[0].Instructions;
        foreach (int local in instructions.Skip(body.Outer.Count).Select(static instruction => instruction.Target()).Where(static local => local >= 0).Distinct())
        {
            Spread spread = body.Model.Spreads.Of(local);
            ValueType type = turned.Body.Locals[local].Type;
            string first = local == chain?.Local && chain.Identity is { } identity ? _types.Broadcast(type, identity) : "default";
            for (int row = 0; row < (spread.ByRow ? Width : 1); row++)
            {
                writer.Line($"{(spread.IsVector ? _types.Of(type) : type.DeviceName)} {along.Name(local, row, 0)} = {first};");
            }
        }

        string variable = text.Name(walk.Variable, 0, 0);
        writer.Line($"int {along.IndexName(column, 0)} = {variable};");
        writer.Line($"nint {names.Offset} = 0;");
        LaneTile tile = new(writer, body.Model, along, names, Width, 1, LanePanelUse.None);
        tile.Start(body.Outer);
        using (writer.Block($"for (; {IsAhead(walk)}; {variable} += {Number(Width)}, {names.Offset} += {Number(Width)})"))
        {
            writer.Line($"{along.IndexName(column, 0)} = {variable};");
            foreach (Instruction instruction in instructions.Skip(body.Outer.Count))
            {
                tile.Emit(instruction, 0, false);
            }

            if (chain is { Identity: null })
            {
                Carry(walk, body, along, chain);
            }
        }

        if (chain is { Identity: not null })
        {
            Carry(walk, body, along, chain);
        }
    }

    // All accesses are in bounds, so that those which follow each other by number follow each other in memory.
    private void Start(IReadOnlyList<int> outer)
    {
        EquatableArray<Instruction> instructions = _body.Blocks[0].Instructions;
        int[] own = [.. instructions.Select(static instruction => instruction.Target()).Where(local => local >= 0 && !outer.Contains(local))];
        for (int at = 0; at < instructions.Count; at++)
        {
            if (instructions[at].SpanAccess() is { } access && !own.Any(local => ExpressionLocals.Reads(access.Index, local)) && model.Spreads.Of(access.Index) is { Stride: 1 } spread
                && !_starts.ContainsKey((access.Parameter, access.Index)))
            {
                for (int row = 0; row < (spread.ByRow ? Width : 1); row++)
                {
                    writer.Line($"ref {model.Kernel.Parameters[access.Parameter].Type.MemoryName} {names.Start(at, row)} = ref {Element(access, row, 0)};");
                }

                _starts.Add((access.Parameter, access.Index), at);
            }
        }
    }

    // Rows become columns, and each item carries its value on from column to column.
    private void Carry(RowWalk walk, RowAlong body, LaneText along, RowChain chain)
    {
        ValueType type = body.Model.Kernel.Body.Locals[chain.Local].Type;
        string carried = text.Name(chain.Local, 0, 0);
        for (int row = 0; row < Width; row++)
        {
            writer.Line($"{_types.Of(type)} {names.Column(walk.Body, row)} = {along.Name(chain.Local, body.Model.Spreads.Of(chain.Local).ByRow ? row : 0, 0)};");
        }

        Exchange(row => names.Column(walk.Body, row));
        for (int number = 0; number < Width; number++)
        {
            writer.Line($"{carried} = {Combined(chain, carried, names.Column(walk.Body, number))};");
        }
    }

    private string Combined(RowChain chain, string carried, string operand)
    {
        (string left, string right) = chain.IsLocalFirst ? (carried, operand) : (operand, carried);
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

    private void Exchange(Func<int, string> column)
        => writer.Line($"{_types.Memory}Transpose({string.Join(", ", Enumerable.Range(0, Width).Select(number => "ref " + column(number)))});");

    // The value of one lane.
    private string Lane(LocalExpression value, int lane)
    {
        if (model.Spreads.Of(value).IsUniform)
        {
            return text.Scalar(value, 0);
        }

        string lanes = text.Vector(value, 0, 0);
        return LaneTypes.IsPair(value.Type) ? lanes + (lane < Width / 2 ? $".Low[{Number(lane)}]" : $".High[{Number(lane - Width / 2)}]")
            : value.Type.Kind == ValueKind.Boolean ? $"{lanes}[{Number(lane)}] != 0"
            : $"({value.Type.DeviceName}){lanes}[{Number(lane)}]";
    }
}
