using System.Globalization;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;
using ValueType = HmmGen.Generators.Model.ValueType;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Prints what methods that run lanes begin with: the places of the spans, memory for rows, the indices, and the copies of the locals.</summary>
internal static class LaneHead
{
    /// <summary>The shape whose rows are walked along again, and held by nobody.</summary>
    public const string Walking = "Walking";

    // The bytes that a group of lanes holds: the inner caches of processors have them, and the stacks of threads.
    private const int MostHeld = 1 << 16;

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

    /// <summary>Prints the places of the spans, what hints and neighbours need, and the copies of the locals.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The kernel with lanes.</param>
    /// <param name="text">The text of its expressions.</param>
    /// <param name="names">The names that belong to no local.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="groups">The groups of lanes in a row.</param>
    /// <param name="rest">The kernel for the last items of a row; null for none.</param>
    public static void Begin(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int rows, int groups, LaneModel? rest = null)
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

        for (int array = 0; array < model.Kernel.Body.Arrays.Count; array++)
        {
            LocalArrayModel declared = model.Kernel.Body.Arrays[array];
            string type = text.Types.Of(declared.Element);
            writer.Line($"global::System.Span<{type}> {names.ArrayRoom(array)} = stackalloc {type}[{Number(declared.Length * groups)}];");
            writer.Line($"ref {type} {names.Array(array)} = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({names.ArrayRoom(array)});");
        }

        Locals(writer, model, text, names, rows, groups, rest);
    }

    /// <summary>Prints memory for the rows that a group of lanes holds. Longer rows are walked along again each time.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The kernel with lanes.</param>
    /// <param name="text">The text of its expressions.</param>
    /// <param name="names">The names that belong to no local.</param>
    /// <param name="lanes">The lanes of the group.</param>
    public static void Hold(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int lanes)
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

    /// <summary>Prints the indices of a tile's items.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="model">The kernel with lanes.</param>
    /// <param name="text">The text of its expressions.</param>
    /// <param name="names">The names that belong to no local.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The value of the last index.</param>
    /// <param name="below">What is added to the index before it.</param>
    public static void Rows(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int rows, string column, string below)
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

    private static void Locals(SourceWriter writer, LaneModel model, LaneText text, LaneNames names, int rows, int groups, LaneModel? rest)
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

        for (int word = 0; word < model.Words.Count; word++)
        {
            all.AddRange(Enumerable.Range(0, model.Words[word].IsStored ? 0 : groups).SelectMany(group => Words(model.Words[word], word, group)));
        }

        IEnumerable<(string Type, string Name)> Words(LaneWord word, int number, int group) => word.IsInterleaved
            ? Enumerable.Range(0, word.Count).Select(vector => (text.Types.Of(word.Size == 8 ? ValueType.Int64 : ValueType.Int32), names.Word(number, vector, group)))
            : [(text.Types.Of(ValueType.Int32), names.Word(number, group))];

        int[] parted = [.. model.Regions.Entered.Concat(rest?.Regions.Entered ?? []).Distinct()];
        for (int group = 0; group < groups && parted.Length > 0; group++)
        {
            all.Add((text.Types.Mask, names.Now(group)));
            all.Add((text.Types.Mask, names.Taken(group)));
            all.AddRange(parted.Select(block => (text.Types.Mask, names.Live(block, group))));
        }

        foreach (IGrouping<string, (string Type, string Name)> type in all.GroupBy(static one => one.Type))
        {
            string[] declared = [.. type.Select(static one => one.Name + " = default")];
            writer.Filled(declared.Select((name, i) => $"{(i == 0 ? type.Key + " " : "")}{name}{(i == declared.Length - 1 ? ";" : ",")}"));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
