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
            ParameterModel[] own = [.. kernel.Parameters.Where(p => p.Source is null)];
            foreach (ParameterModel parameter in own)
            {
                writer.Line(parameter.Span >= 0
                    ? $"var {LocalName(parameter)} = memory.Span<{parameter.Type.Name}>({Number(parameter.Span)});"
                    : $"var {LocalName(parameter)} = {ArgumentsEmitter.FromArgument(parameter)};");
            }

            int rank = kernel.Indices.Count;
            string[] at = rank == 1 ? ["at"] : [.. Enumerable.Range(0, rank).Select(i => "at" + Number(i))];
            writer.Line(
                "int " + string.Join(", ", at.Select((name, i) => $"{name} = unchecked((int)wave.Index{(rank == 1 ? "" : Number(i))}(first))")) + ";");

            // What a caller can see would be stored for each item, and indices of 64 bits narrowed: short rows of a sparse product take 1.07 times as long.
            writer.Line("TProgress item = progress;");
            using (writer.Block("try"))
            using (writer.Block("for (long slot = first; slot < end; slot++)"))
            {
                writer.Line("item.At(slot);");
                writer.Line($"{KernelEmitter.MethodPath(kernel, kernel.Method)}({string.Join(", ", at.Concat(own.Select(LocalName)))});");
                Advance(writer, at);
            }

            // The caller's filters must see the item, so this is no finally, which runs after them.
            using (writer.Block("catch"))
            {
                writer.Line("progress = item;");
                writer.Line("throw;");
            }

            writer.Line("progress = item;");
        }
    }

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
