using System.Globalization;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the host loop, which calls the user's method unchanged.</summary>
internal static class HostEmitter
{
    /// <summary>Prints the method.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        writer.Line(
            $"public static void Host<TProgress>({GeneratedNames.Kernels}::HostSpans memory, {GeneratedNames.Kernels}::Wave wave, Arguments arguments, long first, long end, ref TProgress progress)");
        using (writer.Block($"    where TProgress : struct, {GeneratedNames.Kernels}::IHostProgress"))
        {
            foreach (ParameterModel parameter in Own(kernel))
            {
                writer.Line(parameter.Span >= 0
                    ? $"var {LocalName(parameter)} = memory.Span<{parameter.Type.Name}>({Number(parameter.Span)});"
                    : $"var {LocalName(parameter)} = {ArgumentsEmitter.FromArgument(parameter)};");
            }

            Bounds(writer, kernel.Indices.Count);
            Loops(writer, kernel);
        }
    }

    // The indices of the first item, those of the last one, and where rows and planes begin and end.
    private static void Bounds(SourceWriter writer, int rank)
    {
        if (rank == 1)
        {
            writer.Line($"int at = {IndexOf(1, 0, "first")}, stop = {IndexOf(1, 0, "end")};");
            return;
        }

        string[] at = Indices(rank);
        writer.Line("int " + string.Join(", ", at.Select((name, i) => $"{name} = {IndexOf(rank, i, "first")}")) + ";");
        writer.Line("int " + string.Join(", ", at.Select((_, i) => $"last{Number(i)} = {IndexOf(rank, i, "end - 1")}")) + ";");
        for (int i = 1; i < rank; i++)
        {
            string number = Number(i);
            writer.Line($"int first{number} = (int)wave.First{number}, stop{number} = (int)(wave.First{number} + wave.Size{number});");
        }
    }

    // Loops that count one int up to another are those that the JIT compiles best, and what does not differ within a row leaves the loop over it. The receiver of
    // items stays in the caller's memory: where a handler of this method could see it, the other variables would be in memory, too. It hears of an item after the one
    // before: the compiler takes no division out of a loop that writes to memory before it. No index is the greatest int, which such a loop would not leave.
    private static void Loops(SourceWriter writer, KernelModel kernel)
    {
        int rank = kernel.Indices.Count;
        if (rank == 1)
        {
            writer.Line("progress.Begin(first, at);");
            Row(writer, kernel);
            return;
        }

        string last = Number(rank - 1), row = $"at{last} = first{last}, slot += wave.Size{last}";
        writer.Line($"long slot = first - (at{last} - first{last});");
        using (writer.Block($"for (; at0 <= last0; at0++, {(rank == 2 ? row : "at1 = first1")})"))
        {
            if (rank == 2)
            {
                RowOfBox(writer, kernel, "at0 == last0");
                return;
            }

            writer.Line("int rows = at0 == last0 ? last1 + 1 : stop1;");
            using (writer.Block($"for (; at1 < rows; at1++, {row})"))
            {
                RowOfBox(writer, kernel, "at0 == last0 && at1 == last1");
            }
        }
    }

    private static void RowOfBox(SourceWriter writer, KernelModel kernel, string isLast)
    {
        string last = Number(kernel.Indices.Count - 1);
        writer.Line($"int stop = {isLast} ? last{last} + 1 : stop{last};");
        writer.Line($"progress.Begin(slot, first{last});");
        Row(writer, kernel);
    }

    private static void Row(SourceWriter writer, KernelModel kernel)
    {
        const string Index = "index";
        string[] at = Indices(kernel.Indices.Count);
        writer.Line($"progress.At({at[at.Length - 1]});");
        using (writer.Block($"for (int {Index} = {at[at.Length - 1]}; {Index} < stop; {Index}++)"))
        {
            IEnumerable<string> arguments = at.Take(at.Length - 1).Append(Index).Concat(Own(kernel).Select(LocalName));
            writer.Line($"{KernelEmitter.MethodPath(kernel, kernel.Method)}({string.Join(", ", arguments)});");
            writer.Line($"progress.At({Index} + 1);");
        }
    }

    private static IEnumerable<ParameterModel> Own(KernelModel kernel) => kernel.Parameters.Where(static parameter => parameter.Source is null);

    private static string[] Indices(int rank) => rank == 1 ? ["at"] : [.. Enumerable.Range(0, rank).Select(static i => "at" + Number(i))];

    private static string IndexOf(int rank, int dimension, string slot) => $"(int)wave.Index{(rank == 1 ? "" : Number(dimension))}({slot})";

    // The generated method has parameters of its own; an underscore keeps the user's names apart from them.
    private static string LocalName(ParameterModel parameter) => "_" + parameter.Name;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
