using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>
/// Loops in which items walk along rows, as many iterations at a time as there are lanes: what the iterations compute without each other is done along each
/// row, then rows and columns are exchanged, and each item carries its value on from column to column, in its own order.
/// </content>
internal sealed partial class LaneTile
{
    // Rows whose sums are made at a time.
    private const int RowsOfSums = 4;

    // The vectors of a row from which on it pays to look for its extreme along it: rows become columns once, but are walked some after the others.
    private const int VectorsInDoubt = 4;

    private int Width => _types.Width;

    private string IsAhead(RowWalk walk, string variable, int vectors = 1)
        => $"(long){variable} + {Number(walk.Needed(Width, vectors))} <= (long)({text.Scalar(walk.Limit, 0)})";

    private void Walk(RowWalk walk)
    {
        writer.Label(names.Columns(walk.Header));
        using (writer.Block("unchecked"))
        {
            if (walk.Along is { InOrder: { } inOrder, Chain: { } chain } parts && !IsLong(parts))
            {
                Unordered(walk, parts, chain, inOrder);
                using (writer.Block($"if ({IsAhead(walk, text.Name(walk.Variable, 0, 0))})"))
                {
                    Along(walk, inOrder);
                }
            }
            else if (walk.Along is { } along)
            {
                Along(walk, along.InOrder ?? along);
            }
            else
            {
                Columns(walk);
            }

            writer.Line($"goto {names.Block(walk.Header)};");
        }
    }

    // Rows that are long enough for it, without regard to the order; back to the start where the results might hang on that.
    private void Unordered(RowWalk walk, RowAlong body, RowChain chain, RowAlong inOrder)
    {
        string variable = text.Name(walk.Variable, 0, 0), carried = text.Name(chain.Local, 0, 0);
        using (writer.Block($"if ({IsAhead(walk, variable, VectorsInDoubt)})"))
        {
            writer.Line($"int {names.Started} = {variable};");
            writer.Line($"{_types.Of(chain.Combine.Type)} {names.Brought} = {carried};");
            Along(walk, body);

            // A function tells zeros apart, and a choice does not.
            bool tells = RowChoice.Of(inOrder.Chain!.Combine, chain.Local) is null;
            string doubt = tells ? $"{_types.Math}IsNaN({carried})" : $"~{_types.Math}Greater({_types.Math}Abs({carried}), {_types.Broadcast(chain.Combine.Type, "0")})";
            using (writer.Block($"if ({_types.Math}Any({doubt}))"))
            {
                writer.Line($"{variable} = {names.Started};");
                writer.Line($"{carried} = {names.Brought};");
            }
        }
    }

    // All rows at once, or some after the others: then their lanes and what they carry on are kept in memory.
    private void Along(RowWalk walk, RowAlong body)
    {
        RowChain? chain = body.Chain;

        // Where nothing waits for the other rows, those of items that do not come to the loop are passed over.
        int step = chain is null && Own(walk) is { IsParted: true } ? 1 : AtOnce(body);
        LaneText along = new(body.Model, step, text.Types);
        LaneTile tile = new(writer, body.Model, along, names, step, 1, LanePanelUse.None) { Product = body.Product };
        string variable = text.Name(walk.Variable, 0, 0);
        if (step < Width)
        {
            Keep(body);
        }

        if (GoesAhead(body))
        {
            Ahead(walk, body, along, tile, step);
            return;
        }

        if (chain is { Identity: null })
        {
            Begin(body, along, tile, step, variable);
            using (writer.Block($"for (; {IsAhead(walk, variable)}; {variable} += {Number(Width)}, {Farther(body)})"))
            {
                Turn(body, along, tile, variable);
                Carry(walk, body, along, chain, step);
            }

            return;
        }

        string column = step == Width ? variable : names.Reached;
        writer.Filled(step < Width ? [$"int {column} = {variable};"] : []);
        Parts(step, () =>
        {
            writer.Filled(step < Width ? [$"{column} = {variable};"] : []);
            Begin(body, along, tile, step, column);
            Products(walk, body, along, tile, step, column);
            using (writer.Block($"for (; {IsAhead(walk, column)}; {column} += {Number(Width)}, {Farther(body)})"))
            {
                Turn(body, along, tile, column, Beyond(walk, body, along, step));
            }

            Leave(body, along, step);
        });
        writer.Filled(step < Width ? [$"{variable} = {column};"] : []);
        if (chain is not null)
        {
            Carry(walk, body, along, chain, step);
        }
    }

    // The rows that walk at a time. A long body is printed once, since the .NET compiler stops to inline before its end. Where rows wait for the exchange, the
    // registers hold them all. Else memory is slower the more places it is asked for.
    private int AtOnce(RowAlong body)
        => IsLong(body) ? 1 : body.Chain is { Identity: null } ? Width : RowsOfSums;

    private static bool IsLong(RowAlong body) => body.Model.Kernel.Body.Blocks[0].Instructions.Any(IsLong);

    private static bool IsLong(Instruction instruction) => Enumerable.Range(0, instruction.PartCount()).Any(part => IsLong(instruction.Part(part)));

    private static bool IsLong(Expression expression)
        => (expression is CallExpression call && (LaneVocabulary.HasFast(call) || GuardedCalls.NameOf(call) is not null || LaneVocabulary.IsByLane(call, false)))
            || Enumerable.Range(0, expression.PartCount()).Any(part => IsLong(expression.Part(part)));

    private void Parts(int step, Action part)
    {
        if (step == Width)
        {
            part();
            return;
        }

        using (writer.Block($"for (int {names.Part} = 0; {names.Part} < {Number(Width)}; {names.Part} += {Number(step)})"))
        {
            part();
        }
    }

    private void Keep(RowAlong body)
    {
        foreach (int local in Carried(body))
        {
            Room(body, local);
        }

        foreach (int local in body.Outer)
        {
            LocalExpression value = new(TypeOf(body, local), local);
            if (!model.Spreads.Of(value).IsUniform)
            {
                writer.Line($"{_types.Of(value.Type)} {names.Lanes(local)} = {text.Vector(value, 0, 0)};");
            }
        }
    }

    private void Room(RowAlong body, int local)
        => writer.Line($"global::System.Runtime.CompilerServices.Unsafe.SkipInit(out {LaneTypes.Lanes}{(GoesAhead(body) ? "LaneRowsAhead" : "LaneRows")}<{_types.Of(TypeOf(body, local))}> {KeptOf(body, local)});");

    private static IEnumerable<int> Carried(RowAlong body)
        => body.Chain is not { } chain ? [] : chain.Place is { } place ? [chain.Local, place] : [chain.Local];

    private string KeptOf(RowAlong body, int local) => local == body.Chain!.Local ? names.Kept : names.KeptPlace;

    private static ValueType TypeOf(RowAlong body, int local) => body.Model.Kernel.Body.Locals[local].Type;

    // The indices of the rows, what they bring along and the first elements.
    private void Begin(RowAlong body, LaneText along, LaneTile tile, int step, string variable)
    {
        KernelModel turned = body.Model.Kernel;
        int column = turned.Indices.Count - 1;
        string part = step == Width ? "" : names.Part + " + ";
        for (int dimension = 0; dimension < column; dimension++)
        {
            for (int row = 0; row < (dimension == column - 1 ? step : 1); row++)
            {
                writer.Line($"int {along.IndexName(dimension, row)} = {text.IndexName(dimension, 0)} + {(dimension == column - 1 ? part : "")}{Number(row)};");
            }
        }

        foreach (int local in body.Outer)
        {
            LocalModel declared = turned.Body.Locals[local];
            for (int row = 0; row < step; row++)
            {
                LocalExpression value = new(declared.Type, local);
                writer.Line($"{declared.Type.DeviceName} {along.Name(local, row, 0)} = {(step == Width ? Lane(value, row) : KeptLane(value, part + Number(row)))};");
            }
        }

        EquatableArray<Instruction> instructions = turned.Body.Blocks[0].Instructions;
        foreach (int local in instructions.Skip(body.Outer.Count).Select(static instruction => instruction.Target()).Where(static local => local >= 0).Distinct())
        {
            Spread spread = body.Model.Spreads.Of(local);
            ValueType type = turned.Body.Locals[local].Type;
            string first = local == body.Chain?.Local && body.Chain.Identity is { } identity ? _types.Broadcast(type, identity) : "default";
            for (int row = 0; row < (spread.ByRow ? step : 1); row++)
            {
                string lanes = body.Product?.Has(local) == true ? _types.Shorts : _types.Of(type);
                writer.Line($"{(spread.IsVector ? lanes : type.DeviceName)} {along.Name(local, row, 0)} = {first};");
            }
        }

        writer.Line($"int {along.IndexName(column, 0)} = {Column(body, variable)};");
        writer.Line($"nint {names.Offset} = 0;");
        tile.Start(body.Outer);
    }

    private void Turn(RowAlong body, LaneText along, LaneTile tile, string variable, (string Own, string? Neutral)? beyond = null)
    {
        KernelModel turned = body.Model.Kernel;
        string column = along.IndexName(turned.Indices.Count - 1, 0);
        writer.Line($"{column} = {Column(body, variable)};");
        using (beyond is { } own ? writer.Block($"if ({column} < {own.Own})") : null)
        {
            tile.Rows([.. turned.Body.Blocks[0].Instructions.Skip(body.Outer.Count)]);
        }

        if (beyond is { Neutral: { } neutral })
        {
            using (writer.Block("else"))
            {
                writer.Line(neutral);
            }
        }
    }

    // The index of the first lane, where the iteration of the variable is the first one or the last.
    private string Column(RowAlong body, string variable) => body.IsBackward ? $"{Number(1 - Width)} - {variable}" : variable;

    // Over the elements of a vector.
    private string Farther(RowAlong body) => $"{names.Offset} {(body.IsBackward ? "-=" : "+=")} {Number(Width)}";

    private void Leave(RowAlong body, LaneText along, int step)
    {
        foreach (int local in Carried(body))
        {
            for (int row = 0; row < step && step < Width; row++)
            {
                writer.Line($"{KeptRows(body, local)}[{names.Part} + {Number(row)}] = {AlongRow(body, along, local, row)};");
            }
        }
    }

    private static string AlongRow(RowAlong body, LaneText along, int local, int row)
        => along.Name(local, body.Model.Spreads.Of(local).ByRow ? row : 0, 0);

    // One row after another, so that few vectors are in use at a time: what all rows share is computed for the first one. A value that changes has to stay in step.
    private void Rows(Instruction[] instructions)
    {
        int[] set = [.. instructions.Select(static instruction => instruction.Target()).Where(static local => local >= 0)];
        bool isApart = set.Distinct().Count() == set.Length;
        for (int row = 0; row < (isApart ? rows : 1); row++)
        {
            _row = isApart ? row : null;
            Array.ForEach(instructions, instruction => Emit(instruction, 0, false));
        }

        _row = null;
    }

    // All accesses are in bounds, so that those which follow each other by number follow each other in memory.
    private void Start(IReadOnlyList<int> outer)
    {
        EquatableArray<Instruction> instructions = _body.Blocks[0].Instructions;
        int[] own = [.. instructions.Select(static instruction => instruction.Target()).Where(local => local >= 0 && !outer.Contains(local))];
        for (int at = 0; at < instructions.Count; at++)
        {
            if (instructions[at].SpanAccess() is { } access && instructions[at].When() is null && !own.Any(local => ExpressionLocals.Reads(access.Index, local)) && model.Spreads.Of(access.Index) is { Stride: 1 } spread
                && !_starts.ContainsKey((access.Parameter, access.Index)))
            {
                for (int row = 0; row < (spread.ByRow ? rows : 1); row++)
                {
                    writer.Line($"ref {model.Kernel.Parameters[access.Parameter].Type.MemoryName} {names.Start(at, row)} = ref {Element(access, row, 0)};");
                }

                _starts.Add((access.Parameter, access.Index), at);
            }
        }
    }

    // The value of a lane whose number is known only when it runs.
    private string KeptLane(LocalExpression value, string lane)
    {
        if (model.Spreads.Of(value).IsUniform)
        {
            return text.Scalar(value, 0);
        }

        string element = LaneTypes.IsPair(value.Type) ? value.Type.DeviceName : LaneTypes.Element(value.Type);
        string kept = $"global::System.Runtime.CompilerServices.Unsafe.Add(ref global::System.Runtime.CompilerServices.Unsafe.As<{_types.Of(value.Type)}, {element}>(ref {names.Lanes(value.Local)}), {lane})";
        return value.Type.Kind == ValueKind.Boolean ? $"{kept} != 0" : $"({value.Type.DeviceName}){kept}";
    }

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
