using HmmGen.Generators.Model;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the host loop, which calls the user's method as it is.</summary>
internal static class HostEmitter
{
    /// <summary>Prints the method.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(
            "public static void Host(global::HmmGen.Kernels.HostSpans memory, global::HmmGen.Kernels.LaunchFrame frame, Arguments arguments, long first, long end, ref long current)"))
        {
            foreach (ParameterModel parameter in kernel.Parameters.Where(p => p.Span >= 0 && p.Source is null))
            {
                string name = LocalName(parameter.Name);
                writer.Line($"global::System.Span<{parameter.Type.Name}> {name} = memory.Span<{parameter.Type.Name}>({parameter.Span});");
            }

            foreach (ParameterModel parameter in kernel.Parameters.Where(p => p.Span < 0 && p.Source is null))
            {
                writer.Line($"{parameter.Type.Name} {LocalName(parameter.Name)} = {FromArgument(parameter)};");
            }

            Start(writer, kernel);
            using (writer.Block("if (frame.Tracked == 0)"))
            {
                Loop(writer, kernel, tracked: false);
                writer.Line();
                writer.Line("return;");
            }

            writer.Line();
            Loop(writer, kernel, tracked: true);
        }
    }

    // A store in each turn, also one that nobody reads, halves the speed of a short method.
    private static void Loop(SourceWriter writer, KernelModel kernel, bool tracked)
    {
        using (writer.Block("for (long slot = first; slot < end; slot++)"))
        {
            if (tracked)
            {
                writer.Line("current = slot;");
            }

            IEnumerable<string> arguments = kernel.Indices.Select(n => "(int)" + IndexName(n))
                .Concat(kernel.Parameters.Where(p => p.Source is null).Select(p => LocalName(p.Name)));
            writer.Line($"{kernel.Method}({string.Join(", ", arguments)});");
            Advance(writer, kernel);
        }
    }

    // The method has parameters of its own; a user's name cannot be one of theirs.
    private static string LocalName(string name) => "_" + name;

    private static string IndexName(string name) => "at" + char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string FromArgument(ParameterModel parameter) => parameter.Type.Kind switch
    {
        ValueKind.Struct => $"global::System.Runtime.CompilerServices.Unsafe.BitCast<{parameter.Type.DeviceName}, {parameter.Type.Name}>(arguments.{Identifier.Of(parameter.Name)})",
        ValueKind.Boolean => $"arguments.{Identifier.Of(parameter.Name)} != 0",
        _ when parameter.Type.Name == parameter.Type.DeviceName => $"arguments.{Identifier.Of(parameter.Name)}",
        _ => $"({parameter.Type.Name})arguments.{Identifier.Of(parameter.Name)}",
    };

    private static void Start(SourceWriter writer, KernelModel kernel)
    {
        for (int i = 0; i < kernel.Indices.Count; i++)
        {
            string number = kernel.Indices.Count == 1 ? "" : i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            writer.Line($"long {IndexName(kernel.Indices[i])} = frame.Index{number}(first);");
        }
    }

    // Counting beats dividing: the last dimension steps on, and carries into those before it.
    private static void Advance(SourceWriter writer, KernelModel kernel)
    {
        int last = kernel.Indices.Count - 1;
        writer.Line($"{IndexName(kernel.Indices[last])}++;");
        List<IDisposable> open = [];
        for (int i = last; i > 0; i--)
        {
            string name = IndexName(kernel.Indices[i]);
            string number = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            open.Add(writer.Block($"if ({name} == frame.First{number} + frame.Size{number})"));
            writer.Line($"{name} = frame.First{number};");
            writer.Line($"{IndexName(kernel.Indices[i - 1])}++;");
        }

        for (int i = open.Count - 1; i >= 0; i--)
        {
            open[i].Dispose();
        }
    }
}
