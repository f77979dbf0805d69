using System.Globalization;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the host loop, which calls the user's method unchanged.</summary>
internal static class HostEmitter
{
    private const string ToLast = "HostToLastIndex";

    /// <summary>Prints the method, and the one for items up to the greatest index that there is.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        using (Head(writer, "public", "Host"))
        {
            Parameters(writer, kernel);
            Bounds(writer, kernel.Indices.Count);
            Loops(writer, kernel);
        }

        // A bound behind the greatest int is no int. The loop has a method of its own, which is compiled where it is called.
        writer.Line();
        using (Head(writer, "private", ToLast))
        {
            Parameters(writer, kernel);
            string[] at = Indices(kernel.Indices.Count);
            writer.Line("int " + string.Join(", ", at.Select((name, i) => $"{name} = {IndexOf(kernel.Indices.Count, i, "first")}")) + ";");
            using (writer.Block("for (long slot = first; slot < end; slot++)"))
            {
                writer.Line("progress.Begin(slot, 0);");
                writer.Line("progress.At(0);");
                Call(writer, kernel, at);
                Advance(writer, at);
            }
        }
    }

    private static IDisposable Head(SourceWriter writer, string access, string name)
    {
        writer.Line(
            $"{access} static void {name}<TProgress>({GeneratedNames.Kernels}::HostSpans memory, {GeneratedNames.Kernels}::Wave wave, Arguments arguments, long first, long end, ref TProgress progress)");
        return writer.Block($"    where TProgress : struct, {GeneratedNames.Kernels}::IHostProgress");
    }

    private static void Parameters(SourceWriter writer, KernelModel kernel)
    {
        foreach (ParameterModel parameter in Own(kernel))
        {
            writer.Line(parameter.Span >= 0
                ? $"var {LocalName(parameter)} = memory.Span<{parameter.Type.Name}>({Number(parameter.Span)});"
                : $"var {LocalName(parameter)} = {ArgumentsEmitter.FromArgument(parameter)};");
        }
    }

    // The indices of the first item, of the last one in the outer dimensions, and where the others begin and end.
    private static void Bounds(SourceWriter writer, int rank)
    {
        if (rank == 1)
        {
            writer.Line($"int at = {IndexOf(1, 0, "first")}, stop = {IndexOf(1, 0, "end")};");
            Leave(writer, "stop == int.MinValue");
            return;
        }

        using (writer.Block("if (first >= end)"))
        {
            writer.Line("return;");
        }

        writer.Line();
        string[] at = Indices(rank);
        writer.Line("int " + string.Join(", ", at.Select((name, i) => $"{name} = {IndexOf(rank, i, "first")}")) + ";");
        writer.Line("int " + string.Join(", ", at.Select((_, i) => $"last{Number(i)} = {IndexOf(rank, i, "end - 1")}")) + ";");
        for (int i = 1; i < rank; i++)
        {
            string number = Number(i);
            writer.Line($"int first{number} = unchecked((int)wave.First{number}), stop{number} = unchecked((int)(wave.First{number} + wave.Size{number}));");
        }

        Leave(writer, "last0 == int.MaxValue || " + string.Join(" || ", Enumerable.Range(1, rank - 1).Select(static i => $"stop{Number(i)} == int.MinValue")));
    }

    private static void Leave(SourceWriter writer, string condition)
    {
        using (writer.Block($"if ({condition})"))
        {
            writer.Line($"{ToLast}(memory, wave, arguments, first, end, ref progress);");
            writer.Line("return;");
        }

        writer.Line();
    }

    // Loops that count one index, from one int to another, are those that the JIT compiles best; and it moves what does not differ within a row out of its loop. What
    // receives the item stays in the caller's memory: variables that a handler of this method could see would all be there.
    private static void Loops(SourceWriter writer, KernelModel kernel)
    {
        int rank = kernel.Indices.Count;
        string[] at = Indices(rank);
        if (rank == 1)
        {
            writer.Line("progress.Begin(first, at);");
            Row(writer, kernel, at);
            return;
        }

        string last = Number(rank - 1), row = $"at{last} = first{last}, slot += wave.Size{last}";
        writer.Line($"long slot = first - (at{last} - first{last});");
        using (writer.Block($"for (; at0 <= last0; at0++, {(rank == 2 ? row : "at1 = first1")})"))
        {
            if (rank == 2)
            {
                writer.Line("int stop = at0 == last0 ? last1 + 1 : stop1;");
                writer.Line("progress.Begin(slot, first1);");
                Row(writer, kernel, at);
                return;
            }

            writer.Line("int rows = at0 == last0 ? last1 + 1 : stop1;");
            using (writer.Block($"for (; at1 < rows; at1++, {row})"))
            {
                writer.Line("int stop = at0 == last0 && at1 == last1 ? last2 + 1 : stop2;");
                writer.Line("progress.Begin(slot, first2);");
                Row(writer, kernel, at);
            }
        }
    }

    private static void Row(SourceWriter writer, KernelModel kernel, string[] at)
    {
        const string Index = "index";
        using (writer.Block($"for (int {Index} = {at[at.Length - 1]}; {Index} < stop; {Index}++)"))
        {
            writer.Line($"progress.At({Index});");
            Call(writer, kernel, [.. at.Take(at.Length - 1), Index]);
        }
    }

    private static void Call(SourceWriter writer, KernelModel kernel, string[] at)
        => writer.Line($"{KernelEmitter.MethodPath(kernel, kernel.Method)}({string.Join(", ", at.Concat(Own(kernel).Select(LocalName)))});");

    private static IEnumerable<ParameterModel> Own(KernelModel kernel) => kernel.Parameters.Where(static parameter => parameter.Source is null);

    private static string[] Indices(int rank) => rank == 1 ? ["at"] : [.. Enumerable.Range(0, rank).Select(static i => "at" + Number(i))];

    private static string IndexOf(int rank, int dimension, string slot) => $"unchecked((int)wave.Index{(rank == 1 ? "" : Number(dimension))}({slot}))";

    // The generated method has parameters of its own; an underscore keeps the user's names apart from them.
    private static string LocalName(ParameterModel parameter) => "_" + parameter.Name;

    // Counting is faster than dividing: the last dimension steps, and carries into those before it.
    private static void Advance(SourceWriter writer, string[] at)
    {
        string step = $"{at[0]} = unchecked({at[0]} + 1);";
        for (int i = 1; i < at.Length; i++)
        {
            string number = Number(i);

            // The range may end behind the greatest int, where the index wraps.
            step = $"if (({at[i]} = unchecked({at[i]} + 1)) == unchecked((int)(wave.First{number} + wave.Size{number}))) {{ {at[i]} = unchecked((int)wave.First{number}); {step} }}";
        }

        writer.Line(step);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
