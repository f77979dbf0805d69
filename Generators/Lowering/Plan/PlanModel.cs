using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The elements that a kernel touches, as expressions that a launch evaluates.</summary>
/// <param name="Loops">The loops that the accesses depend on; a loop comes after those that its bounds use.</param>
/// <param name="Accesses">The accesses.</param>
internal sealed record PlanModel(EquatableArray<PlanLoop> Loops, EquatableArray<PlanAccess> Accesses)
{
    /// <summary>The tests of which a launch may prove that they fail no work item.</summary>
    public EquatableArray<PlanGuard> Guards { get; init; } = EquatableArray<PlanGuard>.Empty;

    /// <summary>The sites of accesses whose index it does not name. A launch cannot prove that it is in bounds.</summary>
    /// <param name="body">The kernel.</param>
    /// <returns>Their numbers in <see cref="KernelBody.Sites"/>, in order.</returns>
    public EquatableArray<int> Unplanned(KernelBody body)
    {
        ILookup<int, PlanAccess> planned = Accesses.ToLookup(static access => access.Site);
        return Enumerable.Range(0, body.Sites.Count)
            .Where(site => body.Sites[site] is { Parameter: >= 0, Kind: not SiteKind.Guard }
                && (!planned.Contains(site) || planned[site].Any(static access => access.Index is PlanUnknown)))
            .ToEquatable();
    }

    /// <summary>
    /// The sites of accesses whose index depends on data and is named by the ends of its narrow type alone. Pages can be planned so. But spans are shorter as a
    /// rule, and a launch then cannot prove that such an access is in bounds.
    /// </summary>
    /// <returns>Their numbers in <see cref="KernelBody.Sites"/>, in order.</returns>
    public EquatableArray<int> NamedByType()
        => Accesses.Where(static access => access.Index is not PlanUnknown && PlanBounds.WithoutTypes(access.Index) != PlanBounds.Both)
            .Select(static access => access.Site).Distinct().OrderBy(static site => site).ToEquatable();
}

/// <summary>A loop whose variable goes from a first value, in steps, to a limit.</summary>
/// <param name="Number">The number by which <see cref="PlanLoopValue"/> refers to it.</param>
/// <param name="Local">The variable's number in <see cref="KernelBody.Locals"/>.</param>
/// <param name="Line">The source line of its condition.</param>
/// <param name="First">The first value.</param>
/// <param name="Limit">The limit, which the variable does not reach.</param>
/// <param name="Step">
/// The step, the same for a whole launch; negative for a variable that falls. When it is 0, a launch knows nothing of the loop.
/// </param>
internal sealed record PlanLoop(int Number, int Local, int Line, PlanExpression First, PlanExpression Limit, PlanExpression Step);

/// <summary>An access.</summary>
/// <param name="Site">The site's number in <see cref="KernelBody.Sites"/>.</param>
/// <param name="Parameter">The span parameter's number in <see cref="KernelModel.Parameters"/>.</param>
/// <param name="Line">The source line.</param>
/// <param name="Index">The element's number.</param>
/// <param name="IsMust">Whether it must happen when the conditions hold.</param>
/// <param name="Conditions">The conditions that hold whenever it happens.</param>
internal sealed record PlanAccess(
    int Site,
    int Parameter,
    int Line,
    PlanExpression Index,
    bool IsMust,
    EquatableArray<PlanCondition> Conditions)
{
    /// <summary>
    /// Whether it is must only together with the other accesses of the same element of the parameter: each work item makes one of
    /// them.
    /// </summary>
    public bool IsJoint { get; init; }

    /// <summary>Whether it is one of several cases of its site.</summary>
    public bool IsCase { get; init; }

    /// <summary>The reason why it cannot be planned; null when it can.</summary>
    public PlanReason? Reason => Index is PlanUnknown unknown
        ? unknown.Reason
        : Conditions.OfType<PlanUnknownCondition>().FirstOrDefault()?.Reason;
}

/// <summary>A test that fails a work item, such as that of a divisor that is 0.</summary>
/// <param name="Site">The site's number in <see cref="KernelBody.Sites"/>.</param>
/// <param name="Line">The source line.</param>
/// <param name="Conditions">The conditions that all hold whenever it fails an item.</param>
internal sealed record PlanGuard(int Site, int Line, EquatableArray<PlanCondition> Conditions);

/// <summary>A condition under which an access happens.</summary>
internal abstract record PlanCondition;

/// <summary>A comparison.</summary>
/// <param name="Comparison">The comparison.</param>
internal sealed record PlanCompareCondition(PlanComparison Comparison) : PlanCondition;

/// <summary>A condition that never holds.</summary>
internal sealed record PlanNeverCondition : PlanCondition
{
    /// <summary>The only one.</summary>
    public static readonly PlanNeverCondition Instance = new();
}

/// <summary>The body of a loop runs.</summary>
/// <param name="Loop">The loop's number.</param>
internal sealed record PlanRunsCondition(int Loop) : PlanCondition;

/// <summary>A condition that depends on data, or is too hard to follow.</summary>
/// <param name="Reason">The reason.</param>
internal sealed record PlanUnknownCondition(PlanReason Reason) : PlanCondition;
