using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Turns;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission.Lanes;

/// <content>Loops whose turns are lanes, in kernels whose items run one after another.</content>
internal sealed partial class LaneTile
{
    /// <summary>The loops whose turns are lanes; null where items are.</summary>
    public TurnModel? OfTurns { get; init; }

    // Checks all turns, and makes as many as fill vectors. The loop makes the others.
    private void Turn(TurnLoop loop)
    {
        LaneText turn = new(loop.Model, 1, LaneTypes.Ordinary);
        string variable = text.Name(loop.Variable, 0, 0), limit = $"({text.Scalar(loop.Limit, 0)})";
        using (writer.Block($"if ({variable} {(loop.IsInclusive ? "<=" : "<")} {limit})"))
        {
            if (loop.IsInclusive)
            {
                // Such a loop ends by an exception: its variable never exceeds the limit.
                Fail($"{limit} == int.MaxValue");
            }

            writer.Line($"long {names.Left} = (long){limit} - {variable}{(loop.IsInclusive ? " + 1" : "")};");
            foreach (Instruction instruction in loop.Shared)
            {
                Emit(instruction, loop.Before, false);
            }

            foreach (TurnReach reach in loop.Reaches)
            {
                string length = reach.Length is null ? $"arguments.{Parameter(reach.Parameter)}.Length" : turn.Scalar(reach.Length, 0);
                Fail($"{LaneTypes.Lanes}LaneMemory.Outside({turn.Scalar(reach.Index, 0)}, {(reach.IsSame ? "0" : names.Left + " - 1")}, {length})");
            }

            foreach (Access stored in loop.Stored.Where(stored => OfTurns!.Logged.Contains(stored.Parameter)))
            {
                string count = loop.Model.Spreads.Of(stored.Index).IsUniform ? "1" : names.Left;
                Fail($"!{names.Log}.Keep(ref {After(names.First(stored.Parameter), $"(nint)({turn.Scalar(stored.Index, 0)})")}, {count})");
            }

            if (loop.HasLanes)
            {
                Vectors(loop, turn, variable);
            }
        }
    }

    private void Vectors(TurnLoop loop, LaneText turn, string variable)
    {
        LaneTile narrow = new(writer, loop.Model, turn, names, 1, 1, LanePanelUse.None);
        int most = IsWide(loop) ? LaneTypes.Wide.Width : LaneTypes.Ordinary.Width;
        string apart = string.Concat(loop.Pairs.Select(pair => $" && {LaneTypes.Lanes}LaneMemory.AreApart({turn.Scalar(pair.One, 0)}, {turn.Scalar(pair.Other, 0)}, {Number(most)})"));
        using (writer.Block($"if ({names.Left} >= {Number(LaneTypes.Ordinary.Width)}{apart})"))
        {
            narrow.Start([.. loop.Shared.Select(static one => one.Target())]);
            writer.Line($"nint {names.Offset} = 0;");
            if (IsWide(loop))
            {
                LaneTile wide = new(writer, loop.Model, new LaneText(loop.Model, 1, LaneTypes.Wide), names, 1, 1, LanePanelUse.None);
                foreach (KeyValuePair<(int Parameter, Expression Index), int> start in narrow._starts)
                {
                    wide._starts.Add(start.Key, start.Value);
                }

                wide.Vectors(loop, variable);
            }

            narrow.Vectors(loop, variable);
        }
    }

    private bool IsWide(TurnLoop loop) => _types == LaneTypes.Wide && loop.Model.Wide != WideUse.Never;

    private void Vectors(TurnLoop loop, string variable)
    {
        string width = Number(Width);
        using (writer.Block($"for (; {names.Offset} <= {names.Left} - {width}; {names.Offset} += {width}, {variable} += {width})"))
        {
            foreach (int local in loop.Own.Select(static one => one.Target()).Where(static local => local >= 0).Distinct())
            {
                Spread spread = model.Spreads.Of(local);
                writer.Line($"{(spread.IsVector ? _types.Of(_body.Locals[local].Type) : _body.Locals[local].Type.DeviceName)} {text.Name(local, 0, 0)}{(spread.IsVector ? "" : " = default")};");
            }

            foreach (Instruction instruction in loop.Own)
            {
                Emit(instruction, 0, false);
            }
        }
    }

    // An element of the item alone.
    private void StoreOne(StoreInstruction store, int block)
    {
        if (OfTurns is { } turns && turns.Logged.Contains(store.Access.Parameter) && turns.Loops.All(loop => loop.Body != block))
        {
            Fail($"!{names.Log}.Keep(ref {Element(store.Access, 0, 0)}, 1)");
        }

        string value = text.Scalar(store.Value, 0);
        writer.Line($"{Asked(store.When, 0, isParted: false)}{Element(store.Access, 0, 0)}{Path(store.Access.Path)} = {(store.Value.Type.Kind == ValueKind.Boolean ? $"({value}) ? (byte)1 : (byte)0" : value)};");
    }
}
