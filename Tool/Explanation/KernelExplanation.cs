using HmmGen.Kernels;
using HmmGen.Planning.Steps;
using HmmGen.Tool.Assemblies;

namespace HmmGen.Tool.Explanation;

/// <summary>A kernel's access plan in words.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="File">The file of its method.</param>
/// <param name="Line">The line of its method's name.</param>
/// <param name="Column">The column of its method's name.</param>
/// <param name="Rank">The number of index dimensions.</param>
/// <param name="Parameters">The span parameters.</param>
/// <param name="Names">What the names in indices and conditions stand for, as the plan's text has it.</param>
/// <param name="Exact">The number of accesses that are planned exactly.</param>
/// <param name="Bounded">The number of accesses that are bounded.</param>
/// <param name="Scouted">The number of accesses whose pages a scout finds.</param>
/// <param name="Faults">The number of accesses that are left to faults.</param>
/// <param name="Lanes">The work items of a row that run side by side on the host; 1 when they run one after another.</param>
/// <param name="LaneRows">The rows that run side by side on the host.</param>
/// <param name="HasWideLanes">Whether twice as many run side by side where the processor has vectors of 512 bits.</param>
/// <param name="HasLanesOfTurns">Whether work items run one after another, and turns of their loops side by side.</param>
/// <param name="AlongRows">Whether the rows are those whose items the last index counts one after another, where they are long enough.</param>
/// <param name="Serial">Why work items run one after another on the host; null when they do not.</param>
/// <param name="Fast">Whether floating-point numbers may be rounded less often and added in another order.</param>
internal sealed record KernelExplanation(
    string Kernel,
    string File,
    int Line,
    int Column,
    int Rank,
    IReadOnlyList<ParameterExplanation> Parameters,
    IReadOnlyList<string> Names,
    int Exact,
    int Bounded,
    int Scouted,
    int Faults,
    int Lanes,
    int LaneRows,
    bool HasWideLanes,
    bool HasLanesOfTurns,
    bool AlongRows,
    string? Serial,
    bool Fast)
{
    /// <summary>Explains a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The explanation.</returns>
    public static KernelExplanation Of(AppKernel kernel)
    {
        List<string> names = [];
        KernelDescriptor descriptor = kernel.Descriptor;
        KernelLanes? lanes = descriptor.Rows ?? descriptor.Lanes;
        AccessExplanation[] accesses = [.. Accesses(descriptor, PlanTextReader.Read(kernel), names)];
        return new KernelExplanation(
            kernel.FullName,
            descriptor.File,
            descriptor.Line,
            descriptor.Column,
            descriptor.Rank,
            [.. descriptor.Parameters.Select((parameter, number) => new ParameterExplanation(
                parameter.Name,
                parameter.ElementSize,
                Use(parameter),
                [.. accesses.Where(access => descriptor.Sites[access.Site].Parameter == number).OrderBy(access => access.Line)]))],
            names,
            accesses.Count(access => access.Planned == PlannedAs.Exact),
            accesses.Count(access => access.Planned == PlannedAs.Bounded),
            accesses.Count(access => access.Planned == PlannedAs.Scouted),
            accesses.Count(access => access.Planned == PlannedAs.Fault),
            lanes?.Items ?? 1,
            lanes?.Rows ?? 1,
            lanes?.IsWide ?? false,
            lanes?.IsOfTurns ?? false,
            descriptor.Rows is not null,
            lanes is null ? descriptor.Serial : null,
            descriptor.IsFast);
    }

    private static IEnumerable<AccessExplanation> Accesses(KernelDescriptor descriptor, PlanSteps? plan, List<string> names)
    {
        HashSet<int> seen = [];
        if (plan is not null)
        {
            IReadOnlyList<AccessForm> forms = AccessForms.Of(plan);
            IReadOnlyList<PlanLine> lines = PlanLine.Read(plan.Text, names);
            foreach ((PlanLine line, AccessForm form) in lines.Zip(forms))
            {
                seen.Add(line.Site);
                yield return Access(descriptor, line, form);
            }
        }

        // A launch takes an access that the plan does not name for one of which nothing is known.
        for (int site = 0; site < descriptor.Sites.Count; site++)
        {
            if (!seen.Contains(site) && descriptor.Sites[site] is { Parameter: >= 0, Kind: not AccessKind.Guard })
            {
                yield return Access(descriptor, new PlanLine(site, true, false, "?", null, "the plan does not name it"), new AccessForm(PlannedAs.Fault, IsByRows: false));
            }
        }
    }

    private static AccessExplanation Access(KernelDescriptor descriptor, PlanLine line, AccessForm form)
    {
        AccessSite site = descriptor.Sites[line.Site];
        string kind = site.Kind switch
        {
            AccessKind.Read => "read",
            AccessKind.Write => "write",
            _ => "change",
        };
        string? why = form.Planned == PlannedAs.Exact ? null : line.Why ?? Why(line, form.Planned);
        PlannedAs known = form.Planned == PlannedAs.Fault && descriptor.Scout?.Marks[site.Parameter] == true ? PlannedAs.Scouted : form.Planned;
        return new AccessExplanation(line.Site, site.File, site.Line, kind, line.Index, line.Conditions, known, form.IsByRows, why, line.IsAfterEffects);
    }

    private static string Why(PlanLine line, PlannedAs form)
        => form == PlannedAs.Fault ? "its index depends on data, or on a loop that the plan does not follow"
        : line.Conditions?.Contains('?', StringComparison.Ordinal) == true ? "a condition around it depends on data"
        : line.Index.Contains('?', StringComparison.Ordinal) ? "its index depends on data within bounds"
        : line.IsMay ? "it may not happen each time"
        : "the plan knows bounds of it and not each element";

    private static string Use(KernelParameter parameter) => (parameter.Reads, parameter.Writes) switch
    {
        (true, true) => "both",
        (true, false) => "read",
        (false, true) => "write",
        _ => "none",
    };
}
