using System.Globalization;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Prints the methods that run work items as lanes: one for a tile of rows, one for a row, and one for a single group of lanes.</summary>
internal static class LaneEmitter
{
    /// <summary>Prints the methods.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The kernel with lanes.</param>
    public static void Emit(SourceWriter writer, LaneModel model)
    {
        List<(string Shape, int Rows, int Groups)> shapes = [("Group", 1, 1)];
        if (model.Groups > 1)
        {
            shapes.Add(("Row", 1, model.Groups));
        }

        if (model.Rows > 1)
        {
            shapes.Add(("Tile", model.Rows, model.Groups));
        }

        if (model.Split is { } split)
        {
            SplitEmitter.Emit(writer, model, split);
        }
        else
        {
            Switch(writer, shapes);
        }

        foreach ((string shape, int rows, int groups) in shapes)
        {
            writer.Line();
            Shape(writer, model, shape, rows, groups);
        }

        if (model.Split?.Ends is { } ends)
        {
            writer.Line();
            Shape(writer, ends, SplitEmitter.Ends, 1, 1);
        }
    }

    private static void Switch(SourceWriter writer, List<(string Shape, int Rows, int Groups)> shapes)
    {
        writer.Line(
            $"public static int Lanes({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, {LaneTypes.Lanes}LaneShape shape, int index0, int index1, int first, int count) => shape switch");
        writer.Line("{");
        foreach ((string shape, _, _) in shapes)
        {
            writer.Line($"    {LaneTypes.Lanes}LaneShape.{shape} => Lanes{shape}(memory, arguments, index0, index1, first, count),");
        }

        writer.Line("    _ => 0,");
        writer.Line("};");
    }

    private static void Shape(SourceWriter writer, LaneModel model, string shape, int rows, int groups)
    {
        LaneText text = new(model, rows);
        LaneNames names = new(model, text, rows, groups);
        KernelModel kernel = model.Kernel;
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block(
            $"private static int Lanes{shape}({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, int {names.Indices[0]}, int {names.Indices[1]}, int {names.Begin}, int {names.Count})"))
        {
            foreach ((ParameterModel parameter, int number) in kernel.Parameters.Select((parameter, number) => (parameter, number)).Where(static one => one.parameter.Span >= 0))
            {
                string span = Number(parameter.Span);
                writer.Line($"arguments.{Identifier.Of(parameter.Name)} = memory.Place({span});");
                writer.Line($"ref {parameter.Type.MemoryName} {names.First(number)} = ref memory.First<{parameter.Type.MemoryName}>({span});");
            }

            int last = kernel.Indices.Count - 1;
            for (int dimension = 0; dimension < last; dimension++)
            {
                string given = names.Indices[dimension + 2 - last];
                for (int row = 0; row < (dimension == last - 1 ? rows : 1); row++)
                {
                    writer.Line($"int {text.IndexName(dimension, row)} = {given}{(row == 0 ? "" : " + " + Number(row))};");
                }
            }

            Locals(writer, model, text, names, rows, groups);
            writer.Line($"int {names.Done} = 0;");
            string step = Number(groups * LaneModel.Width);
            using (writer.Block($"for (; {names.Done} <= {names.Count} - {step}; {names.Done} += {step})"))
            using (writer.Block("unchecked"))
            {
                writer.Line($"int {text.IndexName(last, 0)} = {names.Begin} + {names.Done};");
                new LaneTile(writer, model, text, names, rows, groups).Blocks();
                writer.Line();
                writer.Label(names.Next);
                writer.Line(";");
            }

            writer.Line();
            writer.Label(names.Fail);
            writer.Line($"return {names.Done};");
        }
    }

    private static void Locals(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int rows, int groups)
    {
        List<(string Type, string Name)> all = [];
        for (int local = 0; local < model.Kernel.Body.Locals.Count; local++)
        {
            Spread spread = model.Spreads.Of(local);
            LocalModel declared = model.Kernel.Body.Locals[local];
            string type = spread.IsVector ? LaneTypes.Of(declared.Type) : declared.Type.DeviceName;
            for (int row = 0; row < (spread.ByRow ? rows : 1); row++)
            {
                for (int group = 0; group < (spread.IsVector ? groups : 1); group++)
                {
                    all.Add((type, text.Name(local, row, group)));
                }
            }
        }

        for (int group = 0; group < groups && model.Spreads.Parting.Count > 0; group++)
        {
            all.Add((LaneTypes.Mask, names.Now(group)));
            all.Add((LaneTypes.Mask, names.Taken(group)));
            all.AddRange(model.Regions.Order.Where(model.Regions.IsParted).Select(block => (LaneTypes.Mask, names.Live(block, group))));
        }

        foreach (IGrouping<string, (string Type, string Name)> type in all.GroupBy(static one => one.Type))
        {
            string[] declared = [.. type.Select(static one => one.Name + " = default")];
            writer.Filled(declared.Select((name, i) => $"{(i == 0 ? type.Key + " " : "")}{name}{(i == declared.Length - 1 ? ";" : ",")}"));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
