using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Turns;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Prints the methods that run items one after another, and turns of their loops side by side: one for vectors of 256 bits, one for those of 512.</summary>
internal static class TurnEmitter
{
    // Of fewer turns the checks before a loop cost what vectors gain (docs/measurements.md).
    private const int LeastTurns = LaneModel.Width;

    /// <summary>Prints the methods.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The kernel.</param>
    public static void Emit(SourceWriter writer, TurnModel model)
    {
        List<(string Shape, LaneTypes Types)> shapes = [("Group", LaneTypes.Ordinary)];
        if (model.Wide != WideUse.Never)
        {
            shapes.Add(("WideRow", LaneTypes.Wide));
        }

        LaneEmitter.Switch(writer, model.Items, shapes.Select(static one => one.Shape), Few(model));
        foreach ((string shape, LaneTypes types) in shapes)
        {
            writer.Line();
            Items(writer, model, shape, types);
        }
    }

    // Where arguments tell that each loop makes few turns, all items run one by one.
    private static string Few(TurnModel model)
    {
        if (model.Loops.Any(static loop => loop is { HasLanes: true, Turns: null }))
        {
            return "";
        }

        LaneText text = new(model.Items, 1, LaneTypes.Ordinary);
        return string.Join(" && ", model.Loops.Where(static loop => loop.HasLanes).Select(loop => loop.Turns!.Value).Distinct()
            .Select(turns => $"(long)({text.Scalar(turns.Limit, 0)}) - ({text.Scalar(turns.First, 0)}) < {LeastTurns}")) + " ? -1 : ";
    }

    private static void Items(SourceWriter writer, TurnModel model, string shape, LaneTypes types)
    {
        LaneModel items = model.Items;
        LaneText text = new(items, 1, types);
        LaneNames names = new(items, text, 1, 1);
        writer.Line(LaneEmitter.Optimized);
        using (writer.Block(
            $"private static int Lanes{shape}({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, int {names.Indices[0]}, int {names.Indices[1]}, int {names.Begin}, int {names.Count}, int {names.Blocks})"))
        {
            LaneHead.Begin(writer, items, text, names, 1, 1);
            if (model.Logged.Count > 0)
            {
                writer.Line($"{LaneTypes.Lanes}ItemLog {names.Log} = new();");
            }

            writer.Line($"int {names.Row} = 0, {names.Done} = 0;");
            using (writer.Block($"for (; {names.Row} < {names.Blocks}; {names.Row}++)"))
            using (writer.Block($"for ({names.Done} = 0; {names.Done} < {names.Count}; {names.Done}++)"))
            using (writer.Block("unchecked"))
            {
                string[] values = [names.Indices[0], $"{names.Indices[1]} + {names.Row}", $"{names.Begin} + {names.Done}"];
                for (int dimension = 0; dimension < model.Indices.Count; dimension++)
                {
                    int place = dimension + 3 - model.Indices.Count;
                    writer.Line($"{text.Name(model.Indices[dimension], 0, 0)} = {values[place]};");
                }

                new LaneTile(writer, items, text, names, 1, 1, LanePanelUse.None) { OfTurns = model }.Blocks();
                writer.Line();
                writer.Label(names.Next);
                writer.Line(model.Logged.Count > 0 ? $"{names.Log}.Clear();" : ";");
            }

            writer.Line();
            writer.Line($"return {names.Blocks} * {names.Count};");
            writer.Line();
            writer.Label(names.Fail);
            if (model.Logged.Count > 0)
            {
                writer.Line($"{names.Log}.Undo();");
            }

            writer.Line($"return {names.Row} * {names.Count} + {names.Done};");
        }
    }
}
