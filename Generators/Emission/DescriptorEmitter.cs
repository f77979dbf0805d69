using System.Globalization;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Emission;

/// <summary>Prints what the runtime knows about a kernel.</summary>
internal static class DescriptorEmitter
{
    private const string Kernels = GeneratedNames.Kernels + "::";

    /// <summary>Prints the property.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="kernel">The kernel, with the user's names.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel)
    {
        using (writer.Block($"public static {Kernels}KernelDescriptor Descriptor {{ get; }} = new()", "};"))
        {
            writer.Line(
                $"Name = {Text(kernel.DisplayName)}, Rank = {Number(kernel.Indices.Count)}, File = {Text(kernel.File)}, Line = {Number(kernel.Line)},");
            List(writer, "Parameters", "KernelParameter", kernel.Parameters.Where(p => p.Span >= 0).OrderBy(p => p.Span).Select(Parameter));
            Sites(writer, kernel);
            if (kernel.Body.Exceptions.Count > 0)
            {
                using (writer.Block("Exceptions = new global::System.Func<global::System.Exception>[]", "},"))
                {
                    foreach (ExceptionModel exception in kernel.Body.Exceptions)
                    {
                        writer.Line($"static () => {exception.Creation},");
                    }
                }
            }

            bool canFail = kernel.Body.Blocks.SelectMany(b => b.Instructions).Any(i => i is GuardInstruction or BoundsInstruction { IsPlanned: false });
            writer.Line(
                $"StateSize = {Kernels}ParkedState.Size<{GeneratedNames.State}>(), ScratchSize = {Number(LocalArrays.ScratchSize(kernel))}, CanFail = {Bool(canFail)},");
        }
    }

    private static void List(SourceWriter writer, string property, string type, IEnumerable<string> items)
    {
        using (writer.Block($"{property} = new {Kernels}{type}[]", "},"))
        {
            writer.Filled(items);
        }
    }

    private static string Parameter(ParameterModel parameter)
    {
        string size = parameter.Type.Size > 0
            ? $"sizeof({parameter.Type.MemoryName})"
            : $"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{parameter.Type.Name}>()";
        return $"new({Text(parameter.Name)}, {size}, {Bool(parameter.Reads)}, {Bool(parameter.Writes)}),";
    }

    // As text: a constructor call for each site costs the user's compiler more than the launches that read it.
    private static void Sites(SourceWriter writer, KernelModel kernel)
    {
        string[] files = [.. kernel.Body.Sites.Select(site => site.File).Prepend(kernel.File).Distinct()];
        string sites = string.Join(", ", kernel.Body.Sites.Select(site => Site(kernel, site, Array.IndexOf(files, site.File))));
        writer.Line($"Sites = {Kernels}AccessSite.List({Text(sites)}, {string.Join(", ", files.Select(Text))}),");
    }

    private static string Site(KernelModel kernel, SiteModel site, int file)
    {
        int span = site.Parameter < 0 ? -1 : kernel.Parameters[site.Parameter].Span;
        return $"{site.Kind} {Number(span)} {Number(site.Line)}{(file == 0 ? "" : " " + Number(file))}";
    }

    private static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Bool(bool value) => value ? "true" : "false";
}
