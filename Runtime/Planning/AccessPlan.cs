namespace HmmGen.Planning;

/// <summary>The elements that a box of work items touches: one entry for each span parameter of the kernel.</summary>
internal sealed class AccessPlan
{
    /// <summary>Makes the plan from its parts.</summary>
    /// <param name="parameters">The span parameters' plans, in the kernel's order.</param>
    /// <param name="plannedInBounds">Whether every access is in bounds whose index the plan names; false where it names all indices of the kernel, or none.</param>
    /// <param name="lateInBounds">The same, but for the accesses that lanes check before all effects.</param>
    /// <param name="restInBounds">The same, but for those of whose index the plan names what its narrow type holds; false where devices have no variant for that.</param>
    /// <param name="refusal">The access that must go out of bounds, if there is one.</param>
    /// <param name="late">For each access site, whether a work item may have stored something, or failed in another way, before it.</param>
    internal AccessPlan(ParameterPlan[] parameters, bool plannedInBounds, bool lateInBounds, bool restInBounds, PlanRefusal? refusal, bool[] late)
    {
        Late = late;
        Parameters = parameters;
        PlannedInBounds = plannedInBounds;
        LateInBounds = lateInBounds;
        RestInBounds = restInBounds;
        Refusal = refusal;
        MayIsKnown = true;
        InBounds = true;
        foreach (ParameterPlan parameter in parameters)
        {
            MayIsKnown &= parameter.MayIsKnown;
            InBounds &= parameter.InBounds;
        }
    }

    /// <summary>The span parameters' plans, in the kernel's order.</summary>
    public IReadOnlyList<ParameterPlan> Parameters { get; }

    /// <summary>Whether every page that may be touched is in the plan.</summary>
    public bool MayIsKnown { get; }

    /// <summary>Whether every access is in bounds.</summary>
    public bool InBounds { get; }

    /// <summary>Whether every access is in bounds whose index the plan names. False where it names all indices of the kernel, or none.</summary>
    public bool PlannedInBounds { get; }

    /// <summary>Whether every access is in bounds whose index the plan names, but for those that lanes check before all effects.</summary>
    public bool LateInBounds { get; }

    /// <summary>
    /// Whether every access is in bounds of whose index the plan names more than what a narrow type holds. False where devices have no variant that checks the others.
    /// </summary>
    public bool RestInBounds { get; }

    /// <summary>The access that must go out of bounds, by the first work item that makes it; null when there is none.</summary>
    public PlanRefusal? Refusal { get; }

    /// <summary>The numbers above 1 by which quotients and remainders are taken of what differs between work items, each once.</summary>
    internal IReadOnlyList<long> Divisors { get; init; } = [];

    /// <summary>Whether no test of the kernel, such as that of a divisor, fails a work item, if every access is in bounds.</summary>
    internal bool GuardsHold { get; init; }

    /// <summary>For each access site, whether a work item may have stored something, or failed in another way, before it.</summary>
    internal IReadOnlyList<bool> Late { get; }
}
