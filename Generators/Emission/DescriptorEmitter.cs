using System.Globalization;
using HmmGen.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Emission;

/// <summary>Prints the arguments of a kernel, how spans are bound to them, and what the runtime knows about the kernel.</summary>
internal static class DescriptorEmitter
{
    /// <summary>Prints the members.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="kernel">The kernel.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        Arguments(writer, kernel);
        writer.Line();
        Sizes(writer, kernel);
        writer.Line();
        Descriptor(writer, kernel);
        writer.Line();
        Bind(writer, kernel);
    }

    private static void Arguments(SourceWriter writer, KernelModel kernel)
    {
        writer.Line("/// <summary>What every work item is given.</summary>");
        using (writer.Block("internal struct Arguments"))
        {
            foreach (ParameterModel parameter in kernel.Parameters)
            {
                string type = parameter.Span >= 0 ? "global::HmmGen.Kernels.DeviceSpan" : parameter.Type.MemoryName;
                writer.Line($"public {type} {Identifier.Of(parameter.Name)};");
            }
        }
    }

    private static void Sizes(SourceWriter writer, KernelModel kernel)
    {
        int scratch = kernel.Body.Arrays.Count == 0 ? 0
            : kernel.Body.Arrays.Max(a => a.Offset + (((a.Element.Size * a.Length) + 7) / 8 * 8));
        writer.Line($"private const int ScratchSize = {scratch.ToString(CultureInfo.InvariantCulture)};");
        writer.Line();
        writer.Line("private static int StateSize => (global::ILGPU.Interop.SizeOf<State>() + 7) / 8 * 8;");
    }

    private static void Descriptor(SourceWriter writer, KernelModel kernel)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public static global::HmmGen.Kernels.KernelDescriptor Descriptor { get; } = new()", "};"))
        {
            writer.Line($"Name = {Text(kernel.DisplayName)},");
            writer.Line($"Rank = {kernel.Indices.Count.ToString(CultureInfo.InvariantCulture)},");
            writer.Line($"File = {Text(kernel.File)},");
            writer.Line($"Line = {kernel.Line.ToString(CultureInfo.InvariantCulture)},");
            using (writer.Block("Parameters = new global::HmmGen.Kernels.KernelParameter[]", "},"))
            {
                foreach (ParameterModel parameter in kernel.Parameters.Where(p => p.Span >= 0))
                {
                    string size = parameter.Type.Size > 0
                        ? $"sizeof({parameter.Type.MemoryName})"
                        : $"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{parameter.Type.Name}>()";
                    writer.Line($"new({Text(parameter.Name)}, {size}, {Bool(parameter.Reads)}, {Bool(parameter.Writes)}),");
                }
            }

            using (writer.Block("Sites = new global::HmmGen.Kernels.AccessSite[]", "},"))
            {
                foreach (SiteModel site in kernel.Body.Sites)
                {
                    int span = site.Parameter < 0 ? -1 : kernel.Parameters[site.Parameter].Span;
                    writer.Line(
                        $"new({span.ToString(CultureInfo.InvariantCulture)}, global::HmmGen.Kernels.AccessKind.{site.Kind}, {Text(site.File)}, {site.Line.ToString(CultureInfo.InvariantCulture)}),");
                }
            }

            writer.Line("StateSize = StateSize,");
            writer.Line("ScratchSize = ScratchSize,");
            writer.Line($"Exceptions = new global::System.Func<global::System.Exception>[] {{ {string.Join(", ", kernel.Body.Exceptions.Select(e => "static () => " + e.Creation))} }},");
            writer.Line($"CanFail = {Bool(kernel.Body.Blocks.SelectMany(b => b.Instructions).Any(i => i is GuardInstruction))},");
        }
    }

    private static void Bind(SourceWriter writer, KernelModel kernel)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public static void Bind(ref Arguments arguments, int parameter, global::HmmGen.Kernels.DeviceSpan span)"))
        {
            using (writer.Block("switch (parameter)"))
            {
                foreach (ParameterModel parameter in kernel.Parameters.Where(p => p.Span >= 0))
                {
                    writer.Line(
                        $"case {parameter.Span.ToString(CultureInfo.InvariantCulture)}: arguments.{Identifier.Of(parameter.Name)} = span; break;");
                }
            }
        }
    }

    private static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    private static string Bool(bool value) => value ? "true" : "false";
}
