using System.Globalization;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Prints the methods that run work items as lanes: one for a tile of rows, one for a row, and one for a single group of lanes.</summary>
internal static class LaneEmitter
{
    /// <summary>
    /// The attribute of methods with loops: without it the first calls would run code that is not optimized, and then code that is a third as fast. Once a process
    /// is warm, .NET would write such a method into its caller, find that code too long, and leave the vectors' own methods as calls.
    /// </summary>
    public const string Optimized =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization | "
        + "global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    /// <summary>Prints the methods.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The kernel with lanes.</param>
    public static void Emit(SourceWriter writer, LaneModel model)
    {
        List<(string Shape, int Rows, int Groups, LaneTypes Types)> shapes = [("Group", 1, 1, LaneTypes.Ordinary)];
        if (model.Groups > 1)
        {
            shapes.Add(("Row", 1, model.Groups, LaneTypes.Ordinary));
        }

        if (model.Rows > 1)
        {
            shapes.Add(("Tile", model.Rows, model.Groups, LaneTypes.Ordinary));
        }

        if (model.IsWide)
        {
            shapes.Add((model.Rows > 1 ? "WideTile" : "WideRow", model.Rows, model.Groups, LaneTypes.Wide));
        }

        if (model.Split is { } split)
        {
            SplitEmitter.Emit(writer, model, split);
        }
        else
        {
            Switch(writer, model, shapes.Select(static one => one.Shape));
        }

        if (model.Held.Count > 0)
        {
            writer.Line();
            Shape(writer, model.Walking, LaneHead.Walking, 1, 1, LaneTypes.Ordinary);
        }

        foreach ((string shape, int rows, int groups, LaneTypes types) in shapes)
        {
            writer.Line();
            Shape(writer, model, shape, rows, groups, types);
        }

        if (model.Split?.Ends is { } ends)
        {
            writer.Line();
            Shape(writer, ends.Walking, SplitEmitter.Ends, 1, 1, LaneTypes.Ordinary);
        }

        if (model.Rows > 1)
        {
            writer.Line();
            Apart(writer, model);
        }

        if (model.Turned is not null)
        {
            writer.Line();
            Own(writer, model);
        }

        foreach ((_, _, _, LaneTypes types) in shapes.Where(one => model.HasPanels && one.Rows > 1))
        {
            writer.Line();
            Record(writer, model, types);
            writer.Line();
            Replay(writer, model, types);
        }
    }

    /// <summary>Prints the method that a launch calls.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The kernel with lanes.</param>
    /// <param name="shapes">The shapes that have methods.</param>
    /// <param name="unless">A condition and a number of items, printed before the shapes; empty for none.</param>
    public static void Switch(SourceWriter writer, LaneModel model, IEnumerable<string> shapes, string unless = "")
    {
        writer.Line(
            $"public static int Lanes({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, {LaneTypes.Lanes}LaneShape shape, int index0, int index1, int first, int count, int blocks) => {unless}shape switch");
        writer.Line("{");
        foreach (string shape in shapes)
        {
            string narrow = shape == "WideRow" && model.Lengths.Count > 0 ? Narrow(model) : "";
            writer.Line($"    {LaneTypes.Lanes}LaneShape.{shape} => {narrow}Lanes{shape}(memory, arguments, index0, index1, first, count, blocks),");
        }

        writer.Line("    _ => 0,");
        writer.Line("};");
    }

    // Short rows that leave eight or more of sixteen iterations.
    private static string Narrow(LaneModel model)
    {
        LaneText text = new(model, 1, LaneTypes.Ordinary);
        return string.Join(" || ", model.Lengths.Select(length => $"{LaneTypes.Wide.Math}IsNarrow(unchecked({text.Scalar(length, 0)}))"))
            + " ? LanesGroup(memory, arguments, index0, index1, first, count, blocks) : ";
    }

    private static void Shape(SourceWriter writer, LaneModel model, string shape, int rows, int groups, LaneTypes types)
    {
        LaneText text = new(model, rows, types);
        LaneNames names = new(model, text, rows, groups);
        LaneModel? rest = shape == "Group" ? RowRest.Of(model) : null;
        writer.Line(Optimized);
        using (writer.Block(
            $"private static int Lanes{shape}({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, int {names.Indices[0]}, int {names.Indices[1]}, int {names.Begin}, int {names.Count}, int {names.Blocks})"))
        {
            LaneHead.Begin(writer, model, text, names, rows, groups, rest);
            LaneHead.Hold(writer, model, text, names, groups * types.Width);
            string step = Number(groups * types.Width);
            if (model.Kernel.Indices.Count == 1)
            {
                writer.Line($"int {names.Done} = 0;");
                Parts("", overlaps: false);
                writer.Line();
                writer.Label(names.Fail);
                writer.Line($"return {names.Done};");
                return;
            }

            if (model.CanRepeat)
            {
                writer.Line($"if ({names.Count} < {step}) return 0;");
            }

            writer.Line($"int {names.Row} = 0, {names.Done} = 0;");
            using (writer.Block($"for (; {names.Row} < {names.Blocks}; {names.Row}++)"))
            {
                writer.Line($"{names.Done} = 0;");
                Parts($" + {(rows == 1 ? "" : $"{Number(rows)} * ")}{names.Row}", model.CanRepeat);
                if (rest is not null)
                {
                    Rest(writer, rest, names);
                }
            }

            writer.Line();
            writer.Line($"{names.Row}--;");
            writer.Label(names.Fail);
            writer.Line($"return {names.Row} * {names.Count} + {(model.CanRepeat ? LeastOf(names.Done, names.Count) : names.Done)};");

            // Where items may run again, the last part of a row ends with it, wherever it begins.
            void Parts(string below, bool overlaps)
            {
                using (writer.Block($"for (; {names.Done} {(overlaps ? $"< {names.Count}" : $"<= {names.Count} - {step}")}; {names.Done} += {step})"))
                using (writer.Block("unchecked"))
                {
                    string at = overlaps ? LeastOf(names.Done, $"{names.Count} - {step}") : names.Done;
                    LaneHead.Rows(writer, model, text, names, rows, $"{names.Begin} + {at}", below);
                    LaneTile tile = new(writer, model, text, names, rows, groups, LanePanelUse.None);
                    tile.Hold();
                    tile.Blocks();
                    writer.Line();
                    writer.Label(names.Next);
                    writer.Line(";");
                }
            }
        }
    }

    // The items that fill no group. The other lanes rest.
    private static void Rest(SourceWriter writer, LaneModel rest, LaneNames names)
    {
        LaneTypes types = LaneTypes.Ordinary;
        LaneText text = new(rest, 1, types);
        writer.Line();
        using (writer.Block($"if ({names.Done} < {names.Count})"))
        using (writer.Block("unchecked"))
        {
            LaneHead.Rows(writer, rest, text, names, 1, $"{names.Begin} + {names.Done}", $" + {names.Row}");
            writer.Line($"{names.Live(rest.Regions.Order[0], 0)} = {types.Math}First({names.Count} - {names.Done});");
            new LaneTile(writer, rest, text, names, 1, 1, LanePanelUse.None) { IsRest = true }.Blocks();
            writer.Line();
            writer.Label(names.Next);
            writer.Line($"{names.Done} = {names.Count};");
        }
    }

    // One tile, the first of those below each other.
    private static void Record(SourceWriter writer, LaneModel model, LaneTypes types)
    {
        LaneText text = new(model, model.Rows, types);
        LaneNames names = new(model, text, model.Rows, model.Groups);
        writer.Line(Optimized);
        using (writer.Block(
            $"public static bool LanesRecord({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, ref {types.PanelVector} {names.Panel}, int {names.Capacity}, "
            + $"int {names.Indices[0]}, int {names.Indices[1]}, int {names.Begin})"))
        {
            LaneHead.Begin(writer, model, text, names, model.Rows, model.Groups);
            writer.Line($"nint {names.Vector} = 0;");
            using (writer.Block("unchecked"))
            {
                LaneHead.Rows(writer, model, text, names, model.Rows, names.Begin, "");
                new LaneTile(writer, model, text, names, model.Rows, model.Groups, LanePanelUse.Record).Blocks();
                writer.Line();
                writer.Label(names.Next);
                writer.Line("return true;");
            }

            writer.Line();
            writer.Label(names.Fail);
            writer.Line("return false;");
        }
    }

    private static void Replay(SourceWriter writer, LaneModel model, LaneTypes types)
    {
        LaneText text = new(model, model.Rows, types);
        LaneNames names = new(model, text, model.Rows, model.Groups);
        writer.Line(Optimized);
        using (writer.Block(
            $"public static void LanesReplay({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, ref {types.PanelVector} {names.Panel}, "
            + $"int {names.Indices[0]}, int {names.Indices[1]}, int {names.Begin}, int {names.Blocks})"))
        {
            LaneHead.Begin(writer, model, text, names, model.Rows, model.Groups);
            using (writer.Block($"for (int {names.Row} = 0; {names.Row} < {names.Blocks}; {names.Row}++)"))
            using (writer.Block("unchecked"))
            {
                writer.Line($"nint {names.Vector} = 0;");
                LaneHead.Rows(writer, model, text, names, model.Rows, names.Begin, $" + {Number(model.Rows)} * {names.Row}");
                new LaneTile(writer, model, text, names, model.Rows, model.Groups, LanePanelUse.Replay).Blocks();
                writer.Line();
                writer.Label(names.Next);
                writer.Line(";");
            }
        }
    }

    // Rows whose stores may meet run one after another.
    private static void Apart(SourceWriter writer, LaneModel model)
    {
        LaneText text = new(model, 2, LaneTypes.Ordinary);
        LaneNames names = new(model, text, 2, 1);
        using (writer.Block(
            $"public static bool LanesApart({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, int {names.Indices[0]}, int {names.Indices[1]}, "
            + $"int {names.Begin}, int {names.Count}, int {names.Blocks})"))
        {
            LaneHead.Places(writer, model);
            foreach (Expression step in Steps(model))
            {
                string steps = $"global::System.Math.Abs((long)({text.Scalar(step, 0)}))";
                writer.Line($"if ({steps} < {names.Blocks} || {steps} * {names.Count} > int.MaxValue) return false;");
            }

            if (model.Stored.Count == 0)
            {
                writer.Line("return true;");
                return;
            }

            using (writer.Block($"for (int {names.Row} = 1; {names.Row} < {names.Blocks}; {names.Row}++)"))
            using (writer.Block("unchecked"))
            {
                LaneHead.Rows(writer, model, text, names, 2, names.Begin, $" - 1 + {names.Row}");
                foreach (Expression index in model.Stored)
                {
                    string stride = Number((int)model.Spreads.Of(index).Stride!.Value);
                    writer.Line($"if ((long)({text.Scalar(index, 1)}) - (long)({text.Scalar(index, 0)}) < {stride}L * {names.Count}) return false;");
                }
            }

            writer.Line();
            writer.Line("return true;");
        }
    }

    // Items that write elements of their own may run in any order. The sizes are those of the kernel's own dimensions.
    private static void Own(SourceWriter writer, LaneModel model)
    {
        LaneText text = new(model, 1, LaneTypes.Ordinary);
        LaneNames names = new(model, text, 1, 1);
        using (writer.Block(
            $"public static bool LanesOwn({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, long {names.Indices[0]}, long {names.Indices[1]}, long {names.Begin})"))
        {
            string[] sizes = [.. names.Indices.Take(2).Append(names.Begin).Skip(3 - model.Kernel.Indices.Count)];
            LaneHead.Places(writer, model);
            foreach (OwnElements own in model.Own)
            {
                string dimensions = string.Concat(own.Steps.Select((step, dimension) => $".And(unchecked({text.Scalar(step, 0)}), {sizes[dimension]})"));
                writer.Line($"if (!{LaneTypes.Lanes}LaneOrder.Of({Number((int)own.Width)}){dimensions}.IsOwn) return false;");
            }

            writer.Line("return true;");
        }
    }

    // The steps from lane to lane of crossed stores: a row is shorter than a step, so that no item of another row comes to its element.
    private static IEnumerable<Expression> Steps(LaneModel model) => model.Crossed
        .Where(crossed => model.Kernel.Body.Blocks.SelectMany(static block => block.Instructions).OfType<StoreInstruction>().Any(store => store.Access.Index == crossed.Index))
        .Select(static crossed => crossed.Step).Distinct();

    private static string LeastOf(string left, string right) => $"global::System.Math.Min({left}, {right})";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
