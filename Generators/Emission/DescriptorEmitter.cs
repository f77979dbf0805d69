using System.Globalization;
using HmmGen.Generators.Emission.Lanes;
using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Lanes.Flat;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Lowering.Turns;
using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>
/// Prints the kernel's descriptor. It is one text, which the runtime reads once (<c>HmmGen.Kernels.DescriptorReader</c>).
/// An object for each parameter and each site would cost the user's compiler more time than launches need to read the text.
/// </summary>
internal static class DescriptorEmitter
{
    private const string Kernels = GeneratedNames.Kernels + "::";
    private const int Width = 140;

    /// <summary>Prints the property.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel, with the user's names.</param>
    /// <param name="scout">Its scout; null for none.</param>
    /// <param name="forms">Its forms for the host.</param>
    /// <param name="unplanned">The sites whose index no plan names.</param>
    /// <param name="namedByType">The sites of whose index the plan names what its narrow type holds.</param>
    public static void Emit(
        SourceWriter writer, KernelModel kernel, ScoutModel? scout, HostForms forms, EquatableArray<int> unplanned, EquatableArray<int> namedByType)
    {
        ParameterModel[] spans = [.. kernel.Parameters.Where(p => p.Span >= 0).OrderBy(p => p.Span)];
        List<string> sizes = [];
        string[] lines = [.. Lines(kernel, spans, scout, forms, unplanned, namedByType, sizes)];
        writer.Line($"public static {Kernels}KernelDescriptor Descriptor => {Kernels}KernelDescriptor.Known<{GeneratedNames.State}>() "
            + $"?? {Kernels}KernelDescriptor.Read<{GeneratedNames.State}>(");
        writer.RawText("", lines, Exceptions(kernel) + string.Concat(sizes.Select(size => ", " + size)) + ");");
    }

    private static IEnumerable<string> Lines(KernelModel kernel, ParameterModel[] spans, ScoutModel? scout, HostForms forms, EquatableArray<int> unplanned, EquatableArray<int> namedByType, List<string> sizes)
    {
        (LaneModel? lanes, FlatLanes? flat, TurnModel? turns, LaneObstacle ofItems, TurnObstacle ofTurns) = forms;
        yield return $"kernel {kernel.DisplayName} rank {Number(kernel.Indices.Count)} line {Number(kernel.Line)} column {Number(kernel.Column)}";
        string[] files = [.. kernel.Body.Sites.Select(site => site.File).Prepend(kernel.File).Distinct()];
        foreach (string file in files)
        {
            yield return "in " + file;
        }

        foreach (ParameterModel span in spans)
        {
            yield return $"{Use(span)} {span.Name} of {Size(span, sizes)}";
        }

        if (scout is not null)
        {
            yield return "marks" + Names(kernel, scout.Marked);
            yield return "loads" + Names(kernel, scout.Loaded);
            if (scout.OfRows)
            {
                yield return "scouts rows";
            }
        }

        if (turns is not null)
        {
            yield return $"lanes 1 rows 1 turns{Wide(turns.Wide)}";
        }
        else if (lanes is not null || flat is null)
        {
            yield return lanes is null ? $"no lanes: {LaneReasonText.Of(ofItems, ofTurns)}" : $"lanes {Lanes(lanes, unplanned)}";
        }

        if (flat is not null)
        {
            yield return $"rows {Lanes(flat.Lanes, flat.Kernel.Unplanned)}";
        }

        if (lanes?.Turned is { } turned)
        {
            yield return $"turned {Number(turned)}";
        }

        LaneModel[] all = [.. new[] { lanes, flat?.Lanes }.OfType<LaneModel>()];
        if (all.Any(static one => OwnTurns.Has(one.Kernel.Body) || one.Split?.IsUneven(one.Kernel) == true))
        {
            yield return "own turns";
        }

        if (all.SelectMany(static one => GuardedCalls.In(one.Kernel)).Concat(turns?.Guarded ?? []).Distinct().ToArray() is { Length: > 0 } guarded)
        {
            yield return $"guarded {string.Join(" ", guarded)}";
        }

        foreach (LaneTable table in lanes?.Tables ?? [])
        {
            yield return $"table {kernel.Parameters[table.Parameter].Name} {table.Operator}";
        }

        if (kernel.IsFast)
        {
            yield return "fast";
        }

        if (lanes?.Early.Count > 0)
        {
            yield return "early" + string.Concat(lanes.Early.Select(site => " " + Number(site)));
        }

        if (namedByType.Count > 0)
        {
            yield return "narrow" + string.Concat(namedByType.Select(site => " " + Number(site)));
        }

        if (unplanned.Count > 0)
        {
            yield return "unplanned" + string.Concat(unplanned.Select(site => " " + Number(site)));
        }

        if (LocalArrays.ScratchSize(kernel) is > 0 and int scratch)
        {
            yield return $"scratch {Number(scratch)}";
        }

        if (kernel.Body.Blocks.SelectMany(b => b.Instructions).Any(i => i is GuardInstruction or BoundsInstruction { IsPlanned: false }))
        {
            yield return "can fail";
        }

        string line = "";
        foreach (string site in kernel.Body.Sites.Select(site => Site(kernel, site, Array.IndexOf(files, site.File))))
        {
            if (line.Length + site.Length > Width)
            {
                yield return line;
                line = "";
            }

            line += (line.Length == 0 ? "sites " : ", ") + site;
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }

    private static string Lanes(LaneModel lanes, EquatableArray<int> unplanned)
    {
        string indexing = lanes.IsFree ? "free"
            : lanes.Early.Count > 0 ? "early"
            : unplanned.Count > 0 ? "checked"
            : lanes.HasPanels ? "panels"
            : lanes.Crossed.Count > 0 ? "crossed"
            : "planned";
        return $"{Number(lanes.Groups * LaneModel.Width)} rows {Number(lanes.Rows)} {indexing}{(lanes.CanRepeat ? " again" : RowRest.IsPossible(lanes) ? " rests" : "")}{Wide(lanes.Wide)}";
    }

    private static string Wide(WideUse use) => use switch { WideUse.Never => "", WideUse.InCaches => " wide cached", _ => " wide" };

    private static string Names(KernelModel kernel, EquatableArray<int> parameters)
        => string.Concat(parameters.Select(parameter => " " + kernel.Parameters[parameter].Name));

    private static string Use(ParameterModel span) => (span.Reads, span.Writes) switch
    {
        (true, true) => "changes",
        (true, false) => "reads",
        (false, true) => "writes",
        _ => "ignores",
    };

    private static string Size(ParameterModel span, List<string> sizes)
    {
        if (span.Type.Size > 0)
        {
            return Number(span.Type.Size);
        }

        sizes.Add($"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{span.Type.Name}>()");
        return $"{{{Number(sizes.Count - 1)}}}";
    }

    private static string Site(KernelModel kernel, SiteModel site, int file) =>
        $"{site.Kind} {(site.Parameter < 0 ? "" : kernel.Parameters[site.Parameter].Name + " ")}{Number(site.Line)}{(file == 0 ? "" : "/" + Number(file))}";

    private static string Exceptions(KernelModel kernel) => kernel.Body.Exceptions.Count == 0
        ? ""
        : $", new global::System.Func<global::System.Exception>[] {{ {string.Join(", ", kernel.Body.Exceptions.Select(e => $"static () => {e.Creation}"))} }}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
