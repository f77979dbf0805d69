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

    private const string Walking = "Walking";

    // The bytes that a group of lanes holds: the inner caches of processors have them, and the stacks of threads.
    private const int MostHeld = 1 << 16;

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
            Shape(writer, model.Walking, Walking, 1, 1, LaneTypes.Ordinary);
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

    private static void Switch(SourceWriter writer, LaneModel model, IEnumerable<string> shapes)
    {
        writer.Line(
            $"public static int Lanes({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, {LaneTypes.Lanes}LaneShape shape, int index0, int index1, int first, int count, int blocks) => shape switch");
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
        writer.Line(Optimized);
        using (writer.Block(
            $"private static int Lanes{shape}({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments, int {names.Indices[0]}, int {names.Indices[1]}, int {names.Begin}, int {names.Count}, int {names.Blocks})"))
        {
            Begin(writer, model, text, names, rows, groups);
            Hold(writer, model, text, names, groups * types.Width);
            string step = Number(groups * types.Width);
            if (model.Kernel.Indices.Count == 1)
            {
                writer.Line($"int {names.Done} = 0;");
                Parts("");
                writer.Line();
                writer.Label(names.Fail);
                writer.Line($"return {names.Done};");
                return;
            }

            writer.Line($"int {names.Row} = 0, {names.Done} = 0;");
            using (writer.Block($"for (; {names.Row} < {names.Blocks}; {names.Row}++)"))
            {
                writer.Line($"{names.Done} = 0;");
                Parts($" + {(rows == 1 ? "" : $"{Number(rows)} * ")}{names.Row}");
            }

            writer.Line();
            writer.Line($"{names.Row}--;");
            writer.Label(names.Fail);
            writer.Line($"return {names.Row} * {names.Count} + {names.Done};");

            void Parts(string below)
            {
                using (writer.Block($"for (; {names.Done} <= {names.Count} - {step}; {names.Done} += {step})"))
                using (writer.Block("unchecked"))
                {
                    Rows(writer, model, text, names, rows, $"{names.Begin} + {names.Done}", below);
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
            Begin(writer, model, text, names, model.Rows, model.Groups);
            writer.Line($"nint {names.Vector} = 0;");
            using (writer.Block("unchecked"))
            {
                Rows(writer, model, text, names, model.Rows, names.Begin, "");
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
            Begin(writer, model, text, names, model.Rows, model.Groups);
            using (writer.Block($"for (int {names.Row} = 0; {names.Row} < {names.Blocks}; {names.Row}++)"))
            using (writer.Block("unchecked"))
            {
                writer.Line($"nint {names.Vector} = 0;");
                Rows(writer, model, text, names, model.Rows, names.Begin, $" + {Number(model.Rows)} * {names.Row}");
                new LaneTile(writer, model, text, names, model.Rows, model.Groups, LanePanelUse.Replay).Blocks();
                writer.Line();
                writer.Label(names.Next);
                writer.Line(";");
            }
        }
    }

    /// <summary>Prints the places and lengths of the spans.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The kernel with lanes.</param>
    public static void Places(SourceWriter writer, LaneModel model)
    {
        foreach (ParameterModel parameter in model.Kernel.Parameters.Where(static parameter => parameter.Span >= 0))
        {
            writer.Line($"arguments.{Identifier.Of(parameter.Name)} = memory.Place({Number(parameter.Span)});");
        }
    }

    // The places of the spans and the copies of the locals.
    private static void Begin(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int rows, int groups)
    {
        Places(writer, model);
        foreach ((ParameterModel parameter, int number) in model.Kernel.Parameters
            .Select((parameter, number) => (parameter, number)).Where(static one => one.parameter.Span >= 0))
        {
            string span = Number(parameter.Span);
            writer.Line($"ref {parameter.Type.MemoryName} {names.First(number)} = ref memory.First<{parameter.Type.MemoryName}>({span});");
            if (model.Tables.Any(table => table.Parameter == number))
            {
                writer.Line($"nint {names.Apart(number)} = memory.Apart({span});");
            }
        }

        if (rows == 1 && model.Hints.Count > 0)
        {
            writer.Line($"int {names.HintsAhead} = {LaneTypes.Lanes}LaneMemory.HintsAhead({names.Count}, {Number(groups * text.Types.Width)});");
            foreach (((int all, int table), string hinted) in names.Hinted.Select(static one => (one.Key, one.Value)))
            {
                string span = Identifier.Of(model.Kernel.Parameters[all].Name), rowsOf = Identifier.Of(model.Kernel.Parameters[table].Name);
                string size = LaneTypes.SizeOf(model.Kernel.Parameters[table].Type);
                writer.Line($"int {hinted} = {LaneTypes.Lanes}LaneMemory.Hinted(arguments.{span}.Length, arguments.{rowsOf}.Length, {size});");
            }
        }

        if (text.Types == LaneTypes.Wide)
        {
            foreach (KeyValuePair<(int Ahead, int Distance), string> slide in names.Slides)
            {
                writer.Line($"{text.Types.Mask} {slide.Value} = {text.Types.Math}Sliding({Number(slide.Key.Ahead)}, {Number(slide.Key.Distance)});");
            }
        }

        Locals(writer, model, text, names, rows, groups);
    }

    // Memory for the rows that a group of lanes holds. Longer rows are walked along again each time.
    private static void Hold(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int lanes)
    {
        int all = model.Held.Sum(static walk => walk.Rows.Count);
        foreach (HeldWalk walk in model.Held)
        {
            string columns = names.Columns(walk);
            writer.Line(
                $"long {columns} = global::System.Math.Max(0L, (long)({text.Scalar(walk.Limit, 0)}) - ({text.Scalar(walk.First, 0)}){(walk.Walk.IsInclusive ? " + 1" : "")});");
            int most = walk.Rows.Min(row => MostHeld / all / lanes / row.Access.Value.Size);
            writer.Line(
                $"if ({columns} > {Number(most)}) return Lanes{Walking}(memory, arguments, {names.Indices[0]}, {names.Indices[1]}, {names.Begin}, {names.Count}, {names.Blocks});");
        }

        foreach (HeldWalk walk in model.Held)
        {
            for (int row = 0; row < walk.Rows.Count; row++)
            {
                string type = model.Kernel.Parameters[walk.Rows[row].Access.Parameter].Type.MemoryName;
                string room = $"global::System.Span<{type}> {names.Room(walk, row)} = stackalloc {type}[(int){names.Columns(walk)} * {Number(lanes)}];";
                writer.Line(room);
                writer.Line($"ref {type} {names.Held(walk, row)} = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({names.Room(walk, row)});");
            }
        }
    }

    // The indices of the tile's items.
    private static void Rows(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int rows, string column, string below)
    {
        int last = model.Kernel.Indices.Count - 1;
        for (int dimension = 0; dimension < last; dimension++)
        {
            string given = names.Indices[dimension + 2 - last];
            for (int row = 0; row < (dimension == last - 1 ? rows : 1); row++)
            {
                writer.Line($"int {text.IndexName(dimension, row)} = {given}{(dimension == last - 1 ? below : "")}{(row == 0 ? "" : " + " + Number(row))};");
            }
        }

        writer.Line($"int {text.IndexName(last, 0)} = {column};");
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
            Places(writer, model);
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
                Rows(writer, model, text, names, 2, names.Begin, $" - 1 + {names.Row}");
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
            Places(writer, model);
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

    private static void Locals(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int rows, int groups)
    {
        List<(string Type, string Name)> all = [];
        for (int local = 0; local < model.Kernel.Body.Locals.Count; local++)
        {
            if (model.Loads.Any(load => load.Load.Local == local))
            {
                continue;
            }

            Spread spread = model.Spreads.Of(local);
            LocalModel declared = model.Kernel.Body.Locals[local];
            string type = spread.IsVector ? text.Types.Of(declared.Type) : declared.Type.DeviceName;
            for (int row = 0; row < (spread.ByRow ? rows : 1); row++)
            {
                for (int group = 0; group < (spread.IsVector ? groups : 1); group++)
                {
                    all.Add((type, text.Name(local, row, group)));
                }
            }
        }

        foreach (RowLoad load in model.Loads)
        {
            for (int row = 0; row < (model.Spreads.Of(load.Load.Local).ByRow ? rows : 1); row++)
            {
                all.Add(("nint", names.Rest(load, row)));
                all.Add((text.Types.Of(load.Load.Access.Value), text.Whole(load.Load.Local, row)));
            }
        }

        for (int group = 0; group < groups && model.Spreads.Parting.Count > 0; group++)
        {
            all.Add((text.Types.Mask, names.Now(group)));
            all.Add((text.Types.Mask, names.Taken(group)));
            all.AddRange(model.Regions.Order.Where(block => model.Regions.IsParted(block) && !model.Regions.IsFollower(block)).Select(block => (text.Types.Mask, names.Live(block, group))));
        }

        foreach (IGrouping<string, (string Type, string Name)> type in all.GroupBy(static one => one.Type))
        {
            string[] declared = [.. type.Select(static one => one.Name + " = default")];
            writer.Filled(declared.Select((name, i) => $"{(i == 0 ? type.Key + " " : "")}{name}{(i == declared.Length - 1 ? ";" : ",")}"));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
