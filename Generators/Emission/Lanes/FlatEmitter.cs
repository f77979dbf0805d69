using System.Globalization;
using HmmGen.Generators.Lowering.Lanes.Flat;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission.Lanes;

/// <summary>Prints the kernel with rows whose items the last index counts one after another, and how long a launch finds these rows.</summary>
internal static class FlatEmitter
{
    private const string FlatRows = LaneTypes.Lanes + "FlatRows";

    /// <summary>Prints the members.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="flat">Its lanes along rows.</param>
    public static void Emit(SourceWriter writer, KernelModel kernel, FlatLanes flat)
    {
        Lengths(writer, kernel, flat);
        writer.Line();
        writer.Line("public static void RunRows<TRun>(ref TRun run)");
        writer.Line($"    where TRun : struct, {GeneratedNames.Planning}.IRowsRun<Arguments>");
        writer.Line($"    => run.Run<{GeneratedNames.Rows}>();");
        writer.Line();
        writer.Line("// The last index, as the row and the place in it.");
        using (writer.Block($"private readonly struct {GeneratedNames.Rows} : {GeneratedNames.Planning}.IHmmLanes<Arguments>"))
        {
            string rank = Number(kernel.Indices.Count + 1);
            writer.Line($"public static int Rank => {rank};");
            writer.Line();
            writer.Line(
                $"public static void Host<TProgress>({GeneratedNames.Kernels}::HostSpans memory, {GeneratedNames.Kernels}::Wave wave, Arguments arguments, long first, long end, ref TProgress progress)");
            writer.Line($"    where TProgress : struct, {GeneratedNames.Kernels}::IHostProgress");
            writer.Line($"    => {KernelEmitter.TypePath(kernel)}.Host(memory, wave.Joined({rank}), arguments, first, end, ref progress);");
            writer.Line();
            LaneEmitter.Emit(writer, flat.Lanes);
        }
    }

    private static void Lengths(SourceWriter writer, KernelModel kernel, FlatLanes flat)
    {
        ExpressionText text = new(kernel);
        using (writer.Block($"public static {FlatRows} RowsOf({GeneratedNames.Kernels}::HostSpans memory, Arguments arguments)"))
        {
            LaneHead.Places(writer, flat.Lanes);
            using (writer.Block("unchecked"))
            {
                string rows = $"{FlatRows}.Of({Product(flat.Kernel.Length, text)})";
                rows += string.Concat(flat.Kernel.Products.Where(product => product != FlatFactors.One && product != flat.Kernel.Length)
                    .Select(product => $".With({Product(product, text)})"));
                rows += string.Concat(flat.Kernel.Limits.Select(limit => $".{(limit.OfRows ? "BelowRow" : "Below")}({Long(limit.Number, text)}{(limit.IsInclusive ? " + 1" : "")})"));
                writer.Line($"return {rows};");
            }
        }
    }

    private static string Product(FlatFactors factors, ExpressionText text)
    {
        string[] all = [.. factors.Others.Select(factor => Long(factor, text)).Concat(factors.Constant == 1 ? [] : [factors.Constant.ToString(CultureInfo.InvariantCulture)])];
        return all.Aggregate((product, factor) => $"{FlatRows}.Product({product}, {factor})");
    }

    private static string Long(Expression number, ExpressionText text) => number.Type.Kind == ValueKind.Int64 ? text.Of(number) : $"(long){text.Within(number)}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
